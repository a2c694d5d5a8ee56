// SPDX-License-Identifier: Apache-2.0
// The value of a parameter whose name ends in "*".
#include "http/syntax/form/extended_value.h"

#include "base/byte_set.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "http/syntax/message/header_field.h"

namespace portico::http::syntax {

namespace {

constexpr base::ByteSet plainBytes = base::visibleBytes.without("%\"\\");

std::optional<std::string> decode(std::string_view encoded) {
    std::string text;
    for (std::size_t at = 0; at < encoded.size(); ++at) {
        if (encoded[at] == '%') {
            const std::optional<char> byte = base::percentByte(encoded.substr(at));
            if (!byte) return std::nullopt;
            text += *byte;
            at += 2;
        } else if (plainBytes.has(encoded[at])) {
            text += encoded[at];
        } else {
            return std::nullopt;
        }
    }
    return text;
}

std::string utf8FromLatin1(std::string_view latin1) {
    std::string text;
    for (const char c : latin1) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80) text += static_cast<char>(0xc0U | (byte >> 6U));
        text += byte >= 0x80 ? static_cast<char>(0x80U | (byte & 0x3fU)) : c;
    }
    return text;
}

} // namespace

std::optional<std::string> parseExtendedValue(std::string_view value) {
    const std::size_t charsetEnd = value.find('\'');
    if (charsetEnd == std::string_view::npos) return std::nullopt;
    const std::size_t languageEnd = value.find('\'', charsetEnd + 1);
    if (languageEnd == std::string_view::npos) return std::nullopt;
    const std::string_view charset = value.substr(0, charsetEnd);
    const bool latin1 = equalsIgnoreCase(charset, "iso-8859-1");
    if (!latin1 && !equalsIgnoreCase(charset, "utf-8")) return std::nullopt;
    std::optional<std::string> text = decode(value.substr(languageEnd + 1));
    if (text && latin1) text = utf8FromLatin1(*text);
    if (!text || !base::isUtf8(*text) || base::hasControl(*text)) return std::nullopt;
    return text;
}

} // namespace portico::http::syntax
