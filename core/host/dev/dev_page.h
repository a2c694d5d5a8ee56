// SPDX-License-Identifier: Apache-2.0
// What serve --dev puts into pages: a script that loads the page again when something else serves, and, on an error page, why it
// is one, with the lines of the file that the reason names. The page says of which generation it is.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

struct DevPage {
    std::string run;
    unsigned generation;
    std::string reason; // why it is an error page; or empty
    std::string base{}; // of the site: "/app", or empty
};

// `folders`: where files lie whose names are not absolute.
std::string devPageEnd(const DevPage& page, const std::vector<std::filesystem::path>& folders);
std::string_view devScript();

// The first "FILE:LINE" in a sentence whose file can be read, with the lines around it; empty if there is none.
std::string excerpt(std::string_view sentence, const std::vector<std::filesystem::path>& folders);

} // namespace portico::host
