// SPDX-License-Identifier: Apache-2.0
// Splits, joins, quotes and validates names and strings of the configuration.
#include "config/value.h"

#include <algorithm>

namespace portico::config {

namespace {

bool isBare(std::string_view part) {
    const auto bare = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !part.empty() && std::ranges::all_of(part, bare);
}

void appendEscaped(std::string& out, char c) {
    static constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
    } else if (c == '\n') {
        out += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
        out += "\\u00";
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    } else {
        out += c;
    }
}

// The length of the well-formed UTF-8 character at the start (RFC 3629); 0 if there is none.
std::size_t characterLength(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const unsigned first = at(0);
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xc2 && first < 0xe0   ? 2
                               : first >= 0xe0 && first < 0xf0 ? 3
                               : first >= 0xf0 && first < 0xf5 ? 4
                                                               : 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((at(i) & 0xc0U) != 0x80) return 0;
    const bool overlong = (first == 0xe0 && at(1) < 0xa0) || (first == 0xf0 && at(1) < 0x90);
    const bool outside = (first == 0xed && at(1) >= 0xa0) || (first == 0xf4 && at(1) >= 0x90);
    return overlong || outside ? 0 : length;
}

} // namespace

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(separator, start), text.size());
        parts.emplace_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

Path splitName(std::string_view dotted) { return split(dotted, '.'); }

std::string joinName(const Path& path) {
    std::string name;
    for (const std::string& part : path) {
        if (!name.empty()) name += '.';
        name += isBare(part) ? part : inQuotes(part);
    }
    return name;
}

std::string inQuotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) appendEscaped(out, c);
    return out + '"';
}

bool isPlainText(std::string_view text, bool lines) {
    while (!text.empty()) {
        const char c = text.front();
        const bool permitted = lines && (c == '\n' || c == '\t' || c == '\r');
        if (!permitted && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)) return false;
        const std::size_t length = characterLength(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

} // namespace portico::config
