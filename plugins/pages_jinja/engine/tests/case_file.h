// SPDX-License-Identifier: Apache-2.0
// Reads the files in tests/cases, whose format expect.py describes.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace pages_jinja::test {

struct Case {
    std::string place; // file:line
    std::string source;
    std::string data; // JSON
    std::map<std::string, std::string> files;
    std::string expected; // the text, or
    std::string error;    // the kind of error
};

std::vector<Case> casesOf(const std::filesystem::path& file);

} // namespace pages_jinja::test
