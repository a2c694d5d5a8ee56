# SPDX-License-Identifier: Apache-2.0
# portico_add_test(NAME SOURCES file... [LINK library...])
#   One CppUnit program and CTest test, linked with the test harness for plugins: #include "support/test_plugin.h" and its
#   neighbours. PLUGIN_DIR is defined as the folder of the built plugins. With BUILD_TESTING=OFF nothing is built.
include(CTest)

function(portico_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  if(NOT BUILD_TESTING)
    return()
  endif()
  if(NOT TARGET portico_test)
    find_package(Threads REQUIRED)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(portico_cppunit REQUIRED IMPORTED_TARGET GLOBAL cppunit)
    file(GLOB harness ${PORTICO_TESTING_DIR}/support/*.cpp ${PORTICO_TESTING_DIR}/host/services/*.cpp)
    add_library(portico_test STATIC ${harness})
    target_include_directories(portico_test SYSTEM PUBLIC ${PORTICO_TESTING_DIR})
    target_link_libraries(portico_test PUBLIC portico::sdk PkgConfig::portico_cppunit Threads::Threads ${CMAKE_DL_LIBS})
    target_compile_features(portico_test PUBLIC cxx_std_20)
    set_target_properties(portico_test PROPERTIES CXX_STANDARD 20 EXCLUDE_FROM_ALL TRUE)
  endif()
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES CXX_STANDARD 20)
  # main() is in the harness, where no other code references it.
  target_link_libraries(${name} PRIVATE -Wl,--undefined=main portico_test ${arg_LINK})
  target_compile_definitions(${name} PRIVATE PLUGIN_DIR="${PORTICO_PLUGIN_OUTPUT}")
  add_test(NAME ${name} COMMAND ${name})
endfunction()
