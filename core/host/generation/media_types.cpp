// SPDX-License-Identifier: Apache-2.0
// The system's list of media types.
#include "host/generation/media_types.h"

#include "config/text_file.h"
#include "http/syntax/message/header_field.h"

#include <algorithm>

namespace portico::host {

namespace {

constexpr std::size_t mostTypes = 20000, mostOfType = 127, mostOfExtension = 32;

std::string_view takeWord(std::string_view& line) {
    constexpr std::string_view blanks = " \t\r";
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(blanks));
    line.remove_prefix(word.size());
    return word;
}

bool isType(std::string_view type) {
    const std::size_t slash = type.find('/');
    return slash != std::string_view::npos && type.size() <= mostOfType &&
           http::syntax::isToken(type.substr(0, slash)) && http::syntax::isToken(type.substr(slash + 1));
}

bool isExtension(std::string_view extension) {
    return extension.size() <= mostOfExtension && http::syntax::isToken(extension);
}

} // namespace

MediaTypes parseMediaTypes(std::string_view text, const std::string& name) {
    MediaTypes types;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, text.substr(0, end).find('#'));
        line = line.substr(0, std::min(line.size(), end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        const std::string_view type = takeWord(line);
        if (type.empty()) continue;
        bool good = isType(type);
        for (std::string_view extension; good && !(extension = takeWord(line)).empty();)
            if (good = isExtension(extension) && types.byExtension.size() < mostTypes; good)
                types.byExtension[http::syntax::inLowerCase(extension)] = type;
        if (good) continue;
        types.faults.push_back(
            name + ":" + std::to_string(number) +
            ": is not a media type followed by file extensions, or exceeds the maximum number of types");
        if (types.faults.size() == 10) break; // it is another kind of file
    }
    return types;
}

MediaTypes readMediaTypes(const std::filesystem::path& file) {
    std::error_code error;
    if (file.empty() || !std::filesystem::exists(file, error)) return {};
    const config::TextFile read = config::readTextFile(file);
    if (!read.problem.empty()) return {{}, {file.string() + ": " + read.problem}};
    if (const std::string found = config::firstOf(read.violations(config::FileUse::settings)); !found.empty())
        return {{}, {file.string() + ' ' + found}};
    return parseMediaTypes(read.text, file.string());
}

} // namespace portico::host
