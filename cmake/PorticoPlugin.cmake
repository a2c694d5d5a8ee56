# SPDX-License-Identifier: Apache-2.0
# portico_add_plugin(NAME SOURCES file... [LINK library...] [ASSETS folder])
#   Builds NAME.so: a plugin that sees only the SDK and its own libraries, and exports exactly one symbol, portico_entry.
#   ASSETS: the files of that folder are served below /assets/NAME/; they are copied to NAME/assets/ beside NAME.so.
#   The manifest, which the host reads before it loads the file, comes from PORTICO_PLUGIN in the source.
#   If PORTICO_PLUGIN_INSTALL is set, the plugin is installed there. In this tree it is set for plugins/, outside of it always.
set(PORTICO_PLUGIN_MAP ${CMAKE_CURRENT_LIST_DIR}/plugin.map)
set(PORTICO_PLUGIN_OUTPUT ${CMAKE_BINARY_DIR}/plugins CACHE PATH "Folder for built plugins")

function(portico_add_plugin name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "ASSETS" "SOURCES;LINK")
  add_library(${name} MODULE ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE portico::sdk ${arg_LINK})
  target_link_options(${name} PRIVATE -Wl,--version-script=${PORTICO_PLUGIN_MAP} -Wl,--no-undefined -Wl,-z,relro,-z,now)
  if(PORTICO_SANITIZE)
    # The sanitizer's runtime is in the host program, so a plugin intentionally has undefined symbols.
    target_link_options(${name} PRIVATE -Wl,-z,undefs)
  endif()
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so" LINK_DEPENDS ${PORTICO_PLUGIN_MAP}
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LIBRARY_OUTPUT_DIRECTORY ${PORTICO_PLUGIN_OUTPUT})
  if(PORTICO_PLUGIN_INSTALL)
    install(TARGETS ${name} LIBRARY DESTINATION ${PORTICO_PLUGIN_INSTALL})
    if(arg_ASSETS)
      install(DIRECTORY ${arg_ASSETS}/ DESTINATION ${PORTICO_PLUGIN_INSTALL}/${name}/assets)
    endif()
  endif()
  if(arg_ASSETS)
    add_custom_target(${name}_assets COMMAND ${CMAKE_COMMAND} -E copy_directory
      ${CMAKE_CURRENT_SOURCE_DIR}/${arg_ASSETS} ${PORTICO_PLUGIN_OUTPUT}/${name}/assets)
    add_dependencies(${name} ${name}_assets)
  endif()
  # Target `plugins`: only the plugins of this tree, which is what serving needs.
  string(FIND ${CMAKE_CURRENT_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/plugins/ place)
  if(place EQUAL 0)
    if(NOT TARGET plugins)
      add_custom_target(plugins)
    endif()
    add_dependencies(plugins ${name})
  endif()
endfunction()
