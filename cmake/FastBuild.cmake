# SPDX-License-Identifier: Apache-2.0
# PORTICO_FAST_BUILD: the compiler reads the same headers fewer times. Libraries and programs are compiled many sources at once, and
# tests find the headers of the standard library and of CppUnit precompiled. The presets "fuzz" and "release" leave it off: there
# the compiler sees each source alone, so that each includes what it needs.
option(PORTICO_FAST_BUILD "Compile several sources at once and precompile headers" OFF)

# What all tests share: main(), and with PORTICO_FAST_BUILD their precompiled headers. With the flags of a program, not a library:
# a precompiled header is of no use to other flags.
function(portico_add_test_main)
  add_library(portico_test_main OBJECT ${CMAKE_SOURCE_DIR}/tests/support/main.cpp)
  # Poco defines macros that the headers of the system read, so either all tests have them or none.
  target_link_libraries(portico_test_main PUBLIC PkgConfig::cppunit Poco::Foundation)
  set_target_properties(portico_test_main PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(portico_test_main PRIVATE -fPIE)
  if(PORTICO_FAST_BUILD)
    target_precompile_headers(portico_test_main PRIVATE
      <algorithm> <array> <atomic> <chrono> <condition_variable> <cstdint> <filesystem> <fstream> <functional> <map> <memory>
      <mutex> <optional> <set> <span> <sstream> <string> <string_view> <thread> <variant> <vector>
      <cppunit/extensions/HelperMacros.h>)
  endif()
endfunction()

function(portico_precompile_test name)
  if(PORTICO_FAST_BUILD)
    target_precompile_headers(${name} REUSE_FROM portico_test_main)
  endif()
endfunction()

# Called at the end: the libraries of core and the engine of Jinja, which are what takes time. A source whose local names clash with
# those of another one is compiled alone: SKIP_UNITY_BUILD_INCLUSION.
function(portico_compile_together folder)
  if(NOT PORTICO_FAST_BUILD)
    return()
  endif()
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target ${targets})
    get_target_property(type ${target} TYPE)
    if(target MATCHES "^(portico|portico_(config|http|http_syntax|wire|loader|host|cli)|pages_jinja_engine)$" AND type MATCHES "STATIC_LIBRARY|EXECUTABLE")
      set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
    endif()
  endforeach()
  get_property(folders DIRECTORY ${folder} PROPERTY SUBDIRECTORIES)
  foreach(below ${folders})
    portico_compile_together(${below})
  endforeach()
endfunction()
