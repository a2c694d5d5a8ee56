// SPDX-License-Identifier: Apache-2.0
// The table of well-formed byte sequences of the Unicode standard (table 3-7): only the second byte has special bounds.
#include "base/utf8.h"

#include "base/byte_set.h"

namespace portico::base {

namespace {

struct Shape {
    std::size_t length = 0;
    unsigned secondLow = 0x80, secondHigh = 0xbf;
};

Shape shapeOf(unsigned lead) noexcept {
    if (lead < 0x80) return {1};
    if (lead >= 0xc2 && lead <= 0xdf) return {2};
    if (lead == 0xe0) return {3, 0xa0};       // below: overlong
    if (lead == 0xed) return {3, 0x80, 0x9f}; // above: surrogates
    if (lead >= 0xe1 && lead <= 0xef) return {3};
    if (lead == 0xf0) return {4, 0x90};       // below: overlong
    if (lead == 0xf4) return {4, 0x80, 0x8f}; // above: beyond U+10FFFF
    if (lead >= 0xf1 && lead <= 0xf3) return {4};
    return {};
}

unsigned byteAt(std::string_view text, std::size_t at) noexcept { return static_cast<unsigned char>(text[at]); }

} // namespace

std::size_t utf8Length(std::string_view text) noexcept {
    if (text.empty()) return 0;
    const Shape shape = shapeOf(byteAt(text, 0));
    if (shape.length < 2) return shape.length;
    if (text.size() < shape.length) return 0;
    if (byteAt(text, 1) < shape.secondLow || byteAt(text, 1) > shape.secondHigh) return 0;
    for (std::size_t i = 2; i < shape.length; ++i)
        if ((byteAt(text, i) & 0xc0U) != 0x80U) return 0;
    return shape.length;
}

bool isUtf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

bool hasControl(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (controlBytes.has(text[i])) return true;
        if (byteAt(text, i) == 0xc2 && i + 1 < text.size() && byteAt(text, i + 1) < 0xa0) return true;
    }
    return false;
}

} // namespace portico::base
