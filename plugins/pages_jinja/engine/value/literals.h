// SPDX-License-Identifier: Apache-2.0
// Parses numbers and quoted texts as templates write them, and numbers in texts as int() and float() read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pages_jinja {

struct NumberLiteral {
    std::size_t length = 0; // 0: an integer of more than 64 bits
    bool isReal = false;
    bool isNegatedOnly = false; // 9223372036854775808: one too large, but valid with a minus sign
    std::int64_t integer = 0;
    double real = 0;
};

// The number at the start of `text`: 42, 1_000, 0x1f, 0b101, 1.5, 2e3. mayBeReal is false after a dot: x.1.2
NumberLiteral readNumber(std::string_view text, bool mayBeReal);

// Decodes
// , \x41, \u00e9 and so on into `plain`. Returns an error message, or nothing.
std::string unescapedText(std::string_view text, std::string& plain);

// Python's int(text, base) and float(text). Nothing if the text is not such a number; int throws if it is too large.
std::optional<std::int64_t> parseWhole(std::string_view text, int base);
std::optional<double> parseReal(std::string_view text);

} // namespace pages_jinja
