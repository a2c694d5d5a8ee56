// SPDX-License-Identifier: Apache-2.0
// A JSON string of any bytes.
#include "base/json_string.h"

#include "base/byte_set.h"
#include "base/utf8.h"

#include <algorithm>

namespace portico::base {

namespace {

constexpr ByteSet plain = visibleBytes.with(" ").without("\"\\<>&");

void escape(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: out.append("\\u00").append({hex[byte >> 4U], hex[byte & 15U]});
    }
}

// U+0080 to U+009F, U+2028 or U+2029, given as the bytes of the character.
bool isHidden(std::string_view character) noexcept {
    if (character == "\xe2\x80\xa8" || character == "\xe2\x80\xa9") return true;
    return character.front() == '\xc2' && static_cast<unsigned char>(character[1]) < 0xa0;
}

void escapeHidden(std::string& out, std::string_view character) {
    if (character.size() == 2)
        escape(out, character[1]); // U+0080 to U+00BF: the second byte is the number
    else
        out += character.back() == '\xa8' ? "\\u2028" : "\\u2029";
}

// The first character, or an invalid byte. Returns the number of bytes of `text` consumed.
std::size_t appendFirst(std::string& out, std::string_view text) {
    const std::size_t length = utf8Length(text);
    if (length > 1 && isHidden(text.substr(0, length)))
        escapeHidden(out, text.substr(0, length));
    else if (plain.has(text.front()) || length > 1)
        out += text.substr(0, length);
    else if (length == 1)
        escape(out, text.front());
    else
        out += "\\ufffd";
    return length == 0 ? 1 : length;
}

} // namespace

std::string jsonString(std::string_view text, std::size_t most) {
    std::string out;
    out.reserve(std::min(text.size(), most) + 2);
    out += '"';
    while (!text.empty()) {
        const std::size_t before = out.size();
        text.remove_prefix(appendFirst(out, text));
        if (out.size() - 1 <= most) continue;
        out.resize(before);
        break;
    }
    out += '"';
    return out;
}

} // namespace portico::base
