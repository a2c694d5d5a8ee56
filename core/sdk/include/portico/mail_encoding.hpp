// SPDX-License-Identifier: Apache-2.0
// How text outside ASCII travels in a mail: encoded words in header fields (RFC 2047) and quoted-printable in bodies (RFC 2045).
// The results are 7-bit ASCII in short lines. The text must follow mail_rules.hpp. An internal part of <portico/mail_text.hpp>.
// Threads: pure functions; no errors.
//
// Example:
//
//     std::string subjectLine(std::string_view subject) { return "Subject: " + portico::mailPhrase(subject, false) + "\r\n"; }
#pragma once

#include <portico/utf8.hpp>

#include <cstdint>
#include <string>

namespace portico {

namespace detail {

inline std::string base64(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::string_view group = bytes.substr(at, 3);
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8u | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i) out += i <= group.size() ? letters[bits >> (18 - 6 * i) & 63u] : '=';
    }
    return out;
}

// A line with an encoded word has at most 76 bytes, also after the longest name of a field; no word divides a character.
inline std::string encodedWords(std::string_view text) {
    constexpr std::size_t mostBytes = 39;
    std::string out;
    while (!text.empty()) {
        std::size_t length = 0;
        while (length < text.size()) {
            const std::size_t next = length + utf8Length(text.substr(length));
            if (next == length || next > mostBytes) break;
            length = next;
        }
        if (length == 0) break; // not UTF-8
        out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, length)) + "?=";
        text.remove_prefix(length);
    }
    return out;
}

inline bool needsEncodedWords(std::string_view text) noexcept {
    if (text.size() > 60 || text.find("=?") != std::string_view::npos) return true;
    if (!text.empty() && (text.front() == ' ' || text.back() == ' ')) return true;
    for (const char c : text)
        if (c < ' ' || c > '~') return true;
    return false;
}

inline std::string quotedString(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

inline void appendQuotedPrintable(std::string& out, std::string_view line) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const auto byte = static_cast<unsigned char>(line[at]);
        const bool isBlank = (byte == ' ' || byte == '\t') && at + 1 < line.size();
        // A dot alone would end the message, and programs that keep mails in one file look for "From ".
        const bool isRisky = column == 0 && (byte == '.' || line.substr(at, 5) == "From ");
        const bool isPlain = (isBlank || (byte > ' ' && byte <= '~' && byte != '=')) && !isRisky;
        const std::size_t width = isPlain ? 1 : 3;
        if (column + width > 75) {
            out += "=\r\n";
            column = 0;
            --at; // again, as the first one of its line
            continue;
        }
        if (isPlain)
            out += line[at];
        else
            (out += '=').append(1, digits[byte >> 4u]) += digits[byte & 15u];
        column += width;
    }
    out += "\r\n";
}

} // namespace detail

// The value of a header field: a subject, or if `isName` the display name before an address. May have several lines.
inline std::string mailPhrase(std::string_view text, bool isName) {
    if (detail::needsEncodedWords(text)) return detail::encodedWords(text);
    return isName ? detail::quotedString(text) : std::string(text);
}

// A body in lines of at most 76 bytes that end in CR LF; none begins with a dot.
inline std::string quotedPrintable(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16 + 2);
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        detail::appendQuotedPrintable(out, line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return out;
}

} // namespace portico
