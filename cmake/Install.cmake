# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` installs and where, for the packages and for builds without them. Plugins install themselves
# (PorticoPlugin.cmake). With the prefix /usr, configuration is installed to /etc, where the server looks for it.
include(CMakePackageConfigHelpers)
set(PORTICO_UNIT_DIR /lib/systemd/system CACHE PATH "Folder for systemd units")
set(sdk ${CMAKE_INSTALL_DATADIR}/cmake/portico)

install(TARGETS portico)
install(DIRECTORY pages/ DESTINATION ${CMAKE_INSTALL_DATADIR}/portico/pages PATTERN README.md EXCLUDE)
install(DIRECTORY plugins/pages_mustache/pages/ DESTINATION ${CMAKE_INSTALL_DATADIR}/portico/pages)
install(DIRECTORY etc/ DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/portico)
install(FILES packaging/defaults/portico.toml DESTINATION lib/portico)
install(FILES packaging/systemd/portico.service packaging/systemd/portico.socket packaging/systemd/portico-tls.socket
  DESTINATION ${PORTICO_UNIT_DIR})
install(FILES packaging/systemd/hardened.conf DESTINATION ${CMAKE_INSTALL_DATADIR}/portico)
foreach(plugin auth_apikey auth_basic auth_cookie filter_cors filter_headers filter_ip_allow filter_maintenance filter_rate_limit filter_redirects mail_folder mail_smtp pages_jinja pages_mustache routes_metrics sessions_memory users_chain users_file users_sqlite)
  install(FILES plugins/${plugin}/config/${plugin}.toml DESTINATION ${CMAKE_INSTALL_DOCDIR}/plugins.d)
endforeach()
set(manual ${CMAKE_BINARY_DIR}/manual)
install(FILES ${manual}/portico.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual}/portico.toml.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES ${manual}/portico-plugin.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)
install(FILES ${manual}/portico.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME portico)
install(FILES ${manual}/_portico DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)

# For plugin authors: headers, find_package(portico), pkg-config, and the sources of the test harness, which are compiled
# with the author's own flags.
install(DIRECTORY core/sdk/include/portico DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES cmake/PorticoPlugin.cmake cmake/plugin.map packaging/cmake/PorticoTest.cmake DESTINATION ${sdk})
install(DIRECTORY tests/support DESTINATION ${CMAKE_INSTALL_DATADIR}/portico/testing
  FILES_MATCHING PATTERN *.h PATTERN *.cpp)
# The harness implements the TTL store with the host's own code.
install(FILES core/host/services/ttl_store.h core/host/services/ttl_store.cpp DESTINATION ${CMAKE_INSTALL_DATADIR}/portico/testing/host/services)
install(FILES core/base/mutex.h DESTINATION ${CMAKE_INSTALL_DATADIR}/portico/testing/base)
configure_package_config_file(packaging/cmake/portico-config.cmake.in ${CMAKE_BINARY_DIR}/portico-config.cmake
  INSTALL_DESTINATION ${sdk} PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/portico-config-version.cmake
  COMPATIBILITY SameMajorVersion ARCH_INDEPENDENT)
configure_file(packaging/cmake/portico.pc.in ${CMAKE_BINARY_DIR}/portico.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/portico-config.cmake ${CMAKE_BINARY_DIR}/portico-config-version.cmake DESTINATION ${sdk})
install(FILES ${CMAKE_BINARY_DIR}/portico.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
