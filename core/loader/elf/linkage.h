// SPDX-License-Identifier: Apache-2.0
// Libraries that must not be loaded twice. A second version of a library without symbol versions, such as Poco, binds to
// the code of the first and corrupts the heap; so does a second C++ standard library. Pure; called before a plugin is
// loaded.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace portico::loader {

// `needed`: the libraries that the plugin's file names; `loaded`: the names of the server's libraries.
std::vector<std::string> linkageProblems(std::span<const std::string> needed, std::span<const std::string> loaded);

// The file names of the libraries of this process.
std::vector<std::string> loadedLibraries();

} // namespace portico::loader
