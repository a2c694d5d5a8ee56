// SPDX-License-Identifier: Apache-2.0
// Libraries that must not come into the server's process a second time: another version of one whose symbols carry no
// version, as Poco's, binds to the first one's code and destroys the heap; so does a second C++ standard library.
// Pure; asked before a plugin is loaded.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace portico::loader {

// `needed`: what the plugin's file names; `loaded`: the names of the libraries that the server runs with.
std::vector<std::string> linkageProblems(std::span<const std::string> needed, std::span<const std::string> loaded);

// The file names of the libraries of this process.
std::vector<std::string> loadedLibraries();

} // namespace portico::loader
