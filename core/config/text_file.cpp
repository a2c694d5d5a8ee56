// SPDX-License-Identifier: Apache-2.0
// Reading whole small files.
#include "config/text_file.h"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace portico::config {

namespace {

constexpr std::uintmax_t largest = 1 << 20;

std::string typeProblem(const std::filesystem::path& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) return "there is no such file";
    if (error) return error.message();
    if (!std::filesystem::is_regular_file(status)) return "it is not a plain file";
    if (std::filesystem::file_size(path, error) > largest) return "it is larger than 1 MiB";
    return {};
}

} // namespace

TextFile readTextFile(const std::filesystem::path& path) {
    if (std::string problem = typeProblem(path); !problem.empty()) return {{}, std::move(problem)};
    std::ifstream in(path, std::ios::binary);
    if (!in) return {{}, std::generic_category().message(errno)};
    std::ostringstream text;
    text << in.rdbuf();
    return {std::move(text).str(), {}};
}

Raw readSecret(const std::filesystem::path& path) {
    TextFile file = readTextFile(path);
    if (!file.problem.empty()) return Unreadable{path.string() + ": " + file.problem};
    if (file.text.ends_with('\n')) file.text.pop_back();
    if (file.text.ends_with('\r')) file.text.pop_back();
    return Untyped{std::move(file.text)};
}

bool isSwitchedOff(const std::filesystem::path& path) {
    std::error_code error; // not a link: the target stays empty
    return std::filesystem::read_symlink(path, error) == "/dev/null";
}

} // namespace portico::config
