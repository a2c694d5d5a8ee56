// SPDX-License-Identifier: Apache-2.0
// Pure ASCII, the usual case, does not use the tables of libunistring.
#include "engine/text/unicode.h"

#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace pages_jinja {

namespace {

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

char asciiUpper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
char asciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

const std::uint8_t* bytesOf(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

using CaseFunction = std::uint8_t* (*)(const std::uint8_t*, std::size_t, const char*, uninorm_t, std::uint8_t*,
                                       std::size_t*);

// For valid UTF-8. Independent of the language, as in Python: no special case mapping for Turkish.
void append(std::string& out, std::string_view text, CaseFunction function) {
    std::size_t size = 0;
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> changed(
        function(bytesOf(text), text.size(), nullptr, nullptr, nullptr, &size), &std::free);
    if (changed)
        out.append(reinterpret_cast<const char*>(changed.get()), size);
    else
        out.append(text);
}

std::string mapped(std::string_view text, CaseFunction function) {
    std::string out;
    while (!text.empty()) {
        const std::uint8_t* bad = ::u8_check(bytesOf(text), text.size());
        const std::size_t good = bad == nullptr ? text.size() : static_cast<std::size_t>(bad - bytesOf(text));
        if (good > 0) append(out, text.substr(0, good), function);
        if (bad != nullptr) out += text[good];
        text.remove_prefix(std::min(text.size(), good + 1));
    }
    return out;
}

struct Decoded {
    char32_t code;
    std::size_t width;
};

Decoded decode(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return {first, 1};
    ucs4_t code = 0;
    const int width = ::u8_mbtoucr(&code, bytesOf(text), text.size());
    if (width < 1) return {0xfffd, 1};
    return {code, static_cast<std::size_t>(width)};
}

bool isOf(char32_t c, std::uint32_t categories) { return ::uc_is_general_category_withtable(c, categories); }

std::string titleOfCharacter(std::string_view character) {
    const char32_t c = firstOf(character);
    if (c < 0x80) return std::string(1, asciiUpper(static_cast<char>(c)));
    const char32_t title = ::uc_totitle(c);
    if (title != c) return encoded(title);
    std::string upper = upperCase(character); // for example one letter that becomes two
    if (lengthOf(upper) < 2) return std::string(character);
    const std::size_t width = widthOfFirst(upper);
    return upper.substr(0, width) + lowerCase(std::string_view(upper).substr(width));
}

// Han characters that are numbers, which libunistring does not know.
constexpr std::u32string_view hanNumbers =
    U"\u3405\u3483\u382a\u3b4d\u4e00\u4e03\u4e07\u4e09\u4e5d\u4e8c\u4e94\u4e96\u4ebf\u4ec0\u4edf\u4ee8\u4f0d\u4f70"
    U"\u5104\u5146\u5169\u516b\u516d\u5341\u5343\u5344\u5345\u534c\u53c1\u53c2\u53c3\u53c4\u56db\u58f1\u58f9\u5e7a"
    U"\u5efe\u5eff\u5f0c\u5f0d\u5f0e\u5f10\u62fe\u634c\u67d2\u6f06\u7396\u767e\u8086\u842c\u8cae\u8cb3\u8d30\u9621"
    U"\u9646\u964c\u9678\u96f6\uf96b\uf973\uf978\uf9b2\uf9d1\uf9d3\uf9fd\U00020001\U00020064\U000200e2\U00020121"
    U"\U0002092a\U00020983\U0002098c\U0002099c\U00020aea\U00020afd\U00020b19\U00022390\U00022998\U00023b1b"
    U"\U0002626d\U0002f890";

bool isCased(char32_t c) { return ::uc_is_property_cased(c); }

} // namespace

std::size_t lengthOf(std::string_view text) {
    if (isAscii(text)) return text.size();
    std::size_t count = 0;
    for (; !text.empty(); ++count) text.remove_prefix(decode(text).width);
    return count;
}

std::size_t widthOfFirst(std::string_view text) { return decode(text).width; }

char32_t firstOf(std::string_view text) { return decode(text).code; }

std::string encoded(char32_t code) {
    std::uint8_t bytes[4] = {};
    const int size = ::u8_uctomb(bytes, code, 4);
    if (size < 1) return "\xef\xbf\xbd";
    return std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::string_view cut(std::string_view text, std::size_t from, std::size_t to) {
    if (isAscii(text)) return text.substr(from, to - from);
    std::size_t start = 0;
    for (std::size_t i = 0; i < from; ++i) start += widthOfFirst(text.substr(start));
    std::size_t end = start;
    for (std::size_t i = from; i < to; ++i) end += widthOfFirst(text.substr(end));
    return text.substr(start, end - start);
}

std::string upperCase(std::string_view text) {
    if (!isAscii(text)) return mapped(text, ::u8_toupper);
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), asciiUpper);
    return out;
}

std::string lowerCase(std::string_view text) {
    if (!isAscii(text)) return mapped(text, ::u8_tolower);
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), asciiLower);
    return out;
}

std::string foldedCase(std::string_view text) { return isAscii(text) ? lowerCase(text) : mapped(text, ::u8_casefold); }

std::string titleCase(std::string_view text) {
    std::string out;
    bool inWord = false;
    while (!text.empty()) {
        const Decoded c = decode(text);
        const std::string_view character = text.substr(0, c.width);
        out += inWord ? lowerCase(character) : titleOfCharacter(character);
        inWord = isCased(c.code);
        text.remove_prefix(c.width);
    }
    return out;
}

std::string capitalized(std::string_view text) {
    if (text.empty()) return {};
    const std::size_t width = widthOfFirst(text);
    return titleOfCharacter(text.substr(0, width)) + lowerCase(text.substr(width));
}

std::string swappedCase(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const Decoded c = decode(text);
        const std::string_view character = text.substr(0, c.width);
        if (isUpper(c.code))
            out += lowerCase(character);
        else
            out += isLower(c.code) ? upperCase(character) : std::string(character);
        text.remove_prefix(c.width);
    }
    return out;
}

bool isSpace(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f);
    return c == 0x85 || isOf(c, UC_CATEGORY_MASK_Zs) || c == 0x2028 || c == 0x2029;
}

bool isLetter(char32_t c) { return isOf(c, UC_CATEGORY_MASK_L); }
bool isDecimal(char32_t c) { return isOf(c, UC_CATEGORY_MASK_Nd); }
bool isDigit(char32_t c) { return ::uc_digit_value(c) >= 0; }
bool isNumeric(char32_t c) {
    return ::uc_numeric_value(c).denominator != 0 || hanNumbers.find(c) != std::u32string_view::npos;
}
bool isNameStart(char32_t c) { return c == '_' || ::uc_is_property_xid_start(c); }
bool isNamePart(char32_t c) { return ::uc_is_property_xid_continue(c); }
bool isUpper(char32_t c) { return ::uc_is_property_uppercase(c); }
bool isLower(char32_t c) { return ::uc_is_property_lowercase(c); }

bool isWordCharacter(char32_t c) { return c == '_' || isOf(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N); }

bool isPrintable(char32_t c) {
    if (c < 0x80) return c >= 0x20 && c < 0x7f;
    return !isOf(c, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z);
}

bool isAllCase(std::string_view text, bool upper) {
    bool cased = false;
    for (; !text.empty(); text.remove_prefix(widthOfFirst(text))) {
        const char32_t c = firstOf(text);
        if (upper ? isLower(c) : isUpper(c)) return false;
        if (isOf(c, UC_CATEGORY_MASK_Lt)) return false;
        cased = cased || isUpper(c) || isLower(c);
    }
    return cased;
}

std::string withAsciiDigits(std::string_view text) {
    std::string out;
    for (; !text.empty(); text.remove_prefix(widthOfFirst(text))) {
        const char32_t c = firstOf(text);
        const int digit = c < 0x80 ? -1 : ::uc_decimal_value(c);
        if (digit >= 0)
            out += static_cast<char>('0' + digit);
        else if (c >= 0x80 && isSpace(c))
            out += ' ';
        else
            out += text.substr(0, widthOfFirst(text));
    }
    return out;
}

std::string_view trimmedLeft(std::string_view text) {
    while (!text.empty()) {
        const Decoded c = decode(text);
        if (!isSpace(c.code)) break;
        text.remove_prefix(c.width);
    }
    return text;
}

std::string_view trimmedRight(std::string_view text) {
    while (!text.empty()) {
        std::size_t width = 1;
        while (width < 4 && width < text.size() && (text[text.size() - width] & 0xc0) == 0x80) ++width;
        const Decoded c = decode(text.substr(text.size() - width));
        if (c.width != width || !isSpace(c.code)) break;
        text.remove_suffix(width);
    }
    return text;
}

std::vector<std::string_view> wordsOf(std::string_view text) {
    std::vector<std::string_view> words;
    for (text = trimmedLeft(text); !text.empty(); text = trimmedLeft(text)) {
        std::size_t end = 0;
        while (end < text.size() && !isSpace(firstOf(text.substr(end)))) end += widthOfFirst(text.substr(end));
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

std::vector<std::string_view> linesOf(std::string_view text, bool keepEnds) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        std::size_t end = 0;
        std::size_t next = 0;
        while (end < text.size() && next == 0) {
            const Decoded c = decode(text.substr(end));
            const bool isBreak = (c.code >= '\n' && c.code <= '\r') || (c.code >= 0x1c && c.code <= 0x1e) ||
                                 c.code == 0x85 || c.code == 0x2028 || c.code == 0x2029;
            if (isBreak)
                next = end + c.width;
            else
                end += c.width;
        }
        if (next == 0) next = end;
        if (text.substr(end, 2) == "\r\n") ++next;
        lines.push_back(text.substr(0, keepEnds ? next : end));
        text.remove_prefix(next);
    }
    return lines;
}

} // namespace pages_jinja
