// SPDX-License-Identifier: Apache-2.0
// Formats numbers as format strings require, shared by "%5.2f" and "{:5.2f}".
#pragma once

#include "engine/value/buffer.h"

#include <cstdint>
#include <string>

namespace pages_jinja {

// type: e E f F g G, as in C. Without a sign for positive numbers.
std::string formatReal(double value, char type, int precision, bool alternate);

// The digits of |value| in base 2, 8, 10 or 16.
std::string wholeDigits(std::int64_t value, unsigned base, bool upper);

// "1234567" -> "1,234,567"; the fraction is unchanged. Groups of three digits, of four for bases other than ten.
std::string grouped(const std::string& digits, char separator, std::size_t size);

// Python's round(value, digits): ties of the exact binary value round to the even digit.
double roundedTo(double value, int digits);

// Pads `text` to `width` characters. align: '<' '>' '^', or '=' for padding after the sign.
void appendPadded(Buffer& out, std::string_view text, std::size_t width, char align, std::string_view fill);

} // namespace pages_jinja
