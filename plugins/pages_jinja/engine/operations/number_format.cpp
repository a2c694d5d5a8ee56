// SPDX-License-Identifier: Apache-2.0
// snprintf does the arithmetic: it rounds exactly, as Python does.
#include "engine/operations/number_format.h"

#include "engine/text/unicode.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace pages_jinja {

std::string formatReal(double value, char type, int precision, bool alternate) {
    const bool upper = type == 'E' || type == 'F' || type == 'G';
    if (std::isnan(value)) return upper ? "NAN" : "nan";
    if (std::isinf(value)) return std::string(value < 0 ? "-" : "") + (upper ? "INF" : "inf");
    precision = std::min(precision, 1100); // no double has more nonzero digits
    const char format[] = {
        '%', alternate ? '#' : '.', alternate ? '.' : '*', alternate ? '*' : type, alternate ? type : '\0', '\0'};
    std::string out(static_cast<std::size_t>(precision) + 330, '\0');
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    const int size = std::snprintf(out.data(), out.size(), format, precision, value);
#pragma GCC diagnostic pop
    out.resize(static_cast<std::size_t>(size));
    return out;
}

std::string wholeDigits(std::int64_t value, unsigned base, bool upper) {
    const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    char digits[72];
    const auto end = std::to_chars(digits, digits + sizeof digits, size, static_cast<int>(base)).ptr;
    std::string out(digits, end);
    return upper ? upperCase(out) : out;
}

std::string grouped(const std::string& digits, char separator, std::size_t size) {
    const std::size_t whole = std::min(digits.find_first_not_of("0123456789abcdefABCDEF"), digits.size());
    std::string out;
    for (std::size_t i = 0; i < whole; ++i) {
        if (i != 0 && (whole - i) % size == 0) out += separator;
        out += digits[i];
    }
    return out + digits.substr(whole);
}

double roundedTo(double value, int digits) {
    if (!std::isfinite(value) || digits > 300) return value;
    if (digits >= 0) return std::strtod(formatReal(value, 'f', digits, false).c_str(), nullptr);
    if (digits < -308) return std::copysign(0.0, value);
    const double unit = std::pow(10.0, -digits);
    return std::nearbyint(value / unit) * unit;
}

void appendPadded(Buffer& out, std::string_view text, std::size_t width, char align, std::string_view fill) {
    const std::size_t length = lengthOf(text);
    const std::size_t missing = width > length ? width - length : 0;
    const std::size_t before = align == '<' ? 0 : align == '^' ? missing / 2 : missing;
    if (align == '=' && !text.empty() && (text[0] == '-' || text[0] == '+' || text[0] == ' ')) {
        out.push(text[0]);
        text.remove_prefix(1);
    }
    for (std::size_t i = 0; i < before; ++i) out.append(fill);
    out.append(text);
    for (std::size_t i = before; i < missing; ++i) out.append(fill);
}

} // namespace pages_jinja
