# SPDX-License-Identifier: Apache-2.0
# Compiles through ccache if it is installed. CCACHE_SLOPPINESS lets ccache handle precompiled headers.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
