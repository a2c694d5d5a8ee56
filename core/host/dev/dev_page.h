// SPDX-License-Identifier: Apache-2.0
// What serve --dev adds to pages: a script that reloads the page when another generation serves and, on an error page, the reason
// with the lines of the file that it names. The page contains its generation.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

struct DevPage {
    std::string run;
    unsigned generation;
    std::string reason; // of the error; empty if it is not an error page
    std::string base{}; // of the site: "/app", or empty
};

// `folders`: searched for files whose names are not absolute.
std::string devPageEnd(const DevPage& page, const std::vector<std::filesystem::path>& folders);
std::string_view devScript();

// The first "FILE:LINE" in a sentence whose file can be read, with the lines around it; empty if there is none.
std::string excerpt(std::string_view sentence, const std::vector<std::filesystem::path>& folders);

} // namespace portico::host
