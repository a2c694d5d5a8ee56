// SPDX-License-Identifier: Apache-2.0
// Splits, joins, quotes and validates names and strings of the configuration.
#include "config/value.h"

#include "base/utf8.h"

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

std::string_view lastPart(std::string_view dotted) { return dotted.substr(dotted.rfind('.') + 1); }

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
    const auto isRefused = [lines](char c) {
        const bool isPermitted = lines && (c == '\n' || c == '\t' || c == '\r');
        return !isPermitted && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f);
    };
    return std::ranges::none_of(text, isRefused) && base::isUtf8(text);
}

} // namespace portico::config
