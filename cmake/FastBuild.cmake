# SPDX-License-Identifier: Apache-2.0
# PORTICO_FAST_BUILD makes a first build faster. Libraries and tests are compiled in batches of sources, and tests use
# precompiled headers of the standard library and of CppUnit. The presets "fuzz" and "release" leave it off: there the compiler sees
# each source of the product alone, which proves that it includes what it needs. Decision 29 has the measurements.
option(PORTICO_FAST_BUILD "Compile sources in batches and precompile headers" OFF)

# The main() of all tests and, with PORTICO_FAST_BUILD, their precompiled headers. GCC uses a precompiled header only with the flags
# that it was made with, hence those of a program, and Poco's macros, which system headers read, in every test.
function(portico_add_test_main)
  add_library(portico_test_main OBJECT ${CMAKE_SOURCE_DIR}/tests/support/main.cpp)
  target_link_libraries(portico_test_main PUBLIC PkgConfig::cppunit Poco::Foundation)
  set_target_properties(portico_test_main PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(portico_test_main PRIVATE -fPIE)
  if(PORTICO_FAST_BUILD)
    target_compile_options(portico_test_main PUBLIC -O0) # optimizing the product pays, because servers start in many tests
    target_compile_definitions(portico_test_main PUBLIC CPPUNIT_UNIQUE_COUNTER=__COUNTER__) # instead of the line: sources share one
    target_precompile_headers(portico_test_main PRIVATE
      <algorithm> <array> <atomic> <chrono> <condition_variable> <cstdint> <filesystem> <fstream> <functional> <map> <memory>
      <mutex> <optional> <set> <span> <sstream> <string> <string_view> <thread> <variant> <vector>
      <cppunit/extensions/HelperMacros.h>)
  endif()
endfunction()

# A test of several sources is compiled in batches, too.
function(portico_compile_test_fast name)
  if(PORTICO_FAST_BUILD)
    target_precompile_headers(${name} REUSE_FROM portico_test_main)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()

# For a source whose local names clash with those of another one in its batch. Called in the folder of its target.
function(portico_compile_alone)
  set_source_files_properties(${ARGV} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# Called after all targets exist.
function(portico_compile_in_batches)
  if(PORTICO_FAST_BUILD)
    set_target_properties(portico_base portico_capabilities portico_config portico_passwords portico_http portico_http_syntax
      portico_wire portico_loader portico_host portico_cli auth_apikey_parts auth_basic_parts auth_cookie_parts mail_smtp_parts
      pages_jinja_engine pages_jinja_parts pages_mustache_parts sessions_memory_parts users_chain_parts users_file_parts users_sqlite_parts
      PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
  endif()
endfunction()
