# SPDX-License-Identifier: Apache-2.0
# The warnings of this project, all of them errors. Headers of other projects are system headers and stay silent.
add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# g++ 12 takes "text" + std::string for overlapping copies once it inlines at -O3 (GCC bug 105651): no fault of the code.
add_compile_options("$<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>")
