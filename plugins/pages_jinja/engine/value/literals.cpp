// SPDX-License-Identifier: Apache-2.0
// Python allows _ between digits; std::from_chars does not, so it gets the digits without them.
#include "engine/value/literals.h"

#include "engine/text/unicode.h"
#include "engine/value/template_error.h"

#include <charconv>
#include <cstdlib>
#include <limits>

namespace pages_jinja {

namespace {

bool isDecimal(char c) { return c >= '0' && c <= '9'; }

bool isDigitOf(char c, int base) {
    if (isDecimal(c)) return c - '0' < base;
    const char low = static_cast<char>(c | 0x20);
    return low >= 'a' && low <= 'z' && low - 'a' + 10 < base;
}

// The length of a run of digits with single underscores between them.
std::size_t digitsAt(std::string_view text, std::size_t at, int base) {
    std::size_t end = at;
    while (end < text.size()) {
        const bool joined = text[end] == '_' && end > at && end + 1 < text.size() && isDigitOf(text[end + 1], base);
        if (!isDigitOf(text[end], base) && !joined) break;
        ++end;
    }
    return end;
}

std::string withoutUnderscores(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != '_') digits += c;
    return digits;
}

int baseOfPrefix(std::string_view text) {
    if (text.size() < 2 || text[0] != '0') return 10;
    switch (text[1] | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 10;
    }
}

std::size_t realEnd(std::string_view text, std::size_t end) {
    std::size_t real = end;
    if (end + 1 < text.size() && text[end] == '.' && isDecimal(text[end + 1])) real = digitsAt(text, end + 1, 10);
    std::size_t exponent = real;
    if (exponent < text.size() && (text[exponent] | 0x20) == 'e') {
        ++exponent;
        if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
        const std::size_t stop = digitsAt(text, exponent, 10);
        if (stop > exponent) real = stop;
    }
    return real;
}

int hexDigit(char c) { return isDecimal(c) ? c - '0' : (c | 0x20) - 'a' + 10; }

// \x, \u and \U: reads `count` hexadecimal digits.
bool readCode(std::string_view text, std::size_t& at, std::size_t count, char32_t& code) {
    if (at + count > text.size()) return false;
    code = 0;
    for (const std::size_t end = at + count; at < end; ++at) {
        if (!isDigitOf(text[at], 16)) return false;
        code = code * 16 + static_cast<char32_t>(hexDigit(text[at]));
    }
    return true;
}

char simpleEscape(char c) {
    static constexpr std::string_view letters = "abfnrtv\\'\"";
    static constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"";
    const std::size_t at = letters.find(c);
    return at == std::string_view::npos ? '\0' : meanings[at];
}

char32_t octal(std::string_view text, std::size_t& at) {
    char32_t code = 0;
    for (int i = 0; i < 3 && at < text.size() && text[at] >= '0' && text[at] <= '7'; ++i, ++at)
        code = code * 8 + static_cast<char32_t>(text[at] - '0');
    return code;
}

} // namespace

NumberLiteral readNumber(std::string_view text, bool mayBeReal) {
    NumberLiteral literal;
    const int base = baseOfPrefix(text);
    const std::size_t start = base == 10 ? 0 : text.substr(2).starts_with('_') ? 3 : 2;
    std::size_t end = digitsAt(text, start, base);
    if (base != 10 && end == start) end = 1; // "0x" without digits: the 0 alone
    if (base == 10 && text[0] == '0' && mayBeReal && realEnd(text, end) == end)
        for (end = 1; end < text.size() && (text[end] == '0' || text.substr(end, 2) == "_0");) ++end; // 007 is 00 and 7
    const std::size_t real = base == 10 && mayBeReal ? realEnd(text, end) : end;
    if (real > end) {
        literal.isReal = true;
        literal.length = real;
        literal.real = std::strtod(withoutUnderscores(text.substr(0, real)).c_str(), nullptr);
        return literal;
    }
    const std::string digits = withoutUnderscores(text.substr(end == 1 ? 0 : start, end == 1 ? 1 : end - start));
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    constexpr std::uint64_t least = std::uint64_t{1} << 63;
    if (error != std::errc() || stop != digits.data() + digits.size() || value > least) return literal;
    literal.integer = static_cast<std::int64_t>(value);
    literal.isNegatedOnly = value == least;
    literal.length = end;
    return literal;
}

std::string unescapedText(std::string_view text, std::string& plain) {
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '\\') {
            plain += text[at++];
            continue;
        }
        const char kind = at + 1 < text.size() ? text[at + 1] : '\0';
        at += 2;
        char32_t code = 0;
        if (kind == '\n') continue;
        if (const char simple = simpleEscape(kind); simple != '\0') {
            plain += simple;
        } else if (kind == 'x' || kind == 'u' || kind == 'U') {
            if (!readCode(text, at, kind == 'x' ? 2 : kind == 'u' ? 4 : 8, code) || code > 0x10ffff)
                return std::string("expected hexadecimal digits after \\") + kind;
            plain += encoded(code);
        } else if (kind >= '0' && kind <= '7') {
            --at;
            plain += encoded(octal(text, at));
        } else if (kind == 'N') {
            return "characters cannot be named; write \\u and the code point";
        } else {
            plain += '\\';
            --at;
        }
    }
    return {};
}

std::optional<std::int64_t> parseWhole(std::string_view given, int base) {
    const std::string plain = withAsciiDigits(given);
    std::string_view text = trimmed(plain);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const int prefix = baseOfPrefix(text);
    if (prefix != 10 && (base == prefix || base == 0)) {
        text.remove_prefix(text.substr(2).starts_with('_') ? 3 : 2);
        base = prefix;
    }
    if (base == 0 && text.size() > 1 && text[0] == '0' && text.find_first_not_of("0_") != std::string_view::npos)
        return std::nullopt; // 007 is not a literal
    if (base == 0) base = 10;
    if (base < 2 || base > 36 || text.empty() || digitsAt(text, 0, base) != text.size()) return std::nullopt;
    const std::string digits = (negative ? "-" : "") + withoutUnderscores(text);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error == std::errc::result_out_of_range) fail("a whole number that does not fit into 64 bits");
    return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<double> parseReal(std::string_view given) {
    const std::string plain = withAsciiDigits(given);
    std::string_view text = trimmed(plain);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    const std::string word = lowerCase(text);
    const double sign = negative ? -1 : 1;
    if (word == "inf" || word == "infinity") return sign * std::numeric_limits<double>::infinity();
    if (word == "nan") return std::numeric_limits<double>::quiet_NaN();
    if (text.empty() || text.ends_with('_') || text.starts_with('_') || word.find("__") != std::string::npos) return {};
    const std::string digits = withoutUnderscores(word);
    if (digits.find_first_not_of("0123456789.e+-") != std::string::npos || digits[0] == '-' || digits[0] == '+')
        return {};
    char* end = nullptr;
    const double value = std::strtod(digits.c_str(), &end);
    return end == digits.c_str() + digits.size() ? std::optional(sign * value) : std::nullopt;
}

} // namespace pages_jinja
