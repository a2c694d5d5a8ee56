# SPDX-License-Identifier: Apache-2.0
# The warnings of this project, all treated as errors. Headers of other projects are system headers and cause no warnings.
add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# Clang also checks the locks (core/base/mutex.h); dev/check locks runs it on the sources without building them.
add_compile_options("$<$<CXX_COMPILER_ID:Clang>:-Wthread-safety;-Wthread-safety-beta>")
# g++ 12 takes "text" + std::string for overlapping copies when it inlines at -O3 (GCC bug 105651): a false positive.
add_compile_options("$<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>")
