// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include "base/byte_set.h"

#include <unistr.h>

#include <cstdint>

namespace portico::base {

namespace {

const std::uint8_t* bytesOf(std::string_view text) noexcept {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

} // namespace

std::size_t utf8Prefix(std::string_view text) noexcept {
    const std::uint8_t* bad = ::u8_check(bytesOf(text), text.size());
    return bad == nullptr ? text.size() : static_cast<std::size_t>(bad - bytesOf(text));
}

std::size_t utf8Length(std::string_view text) noexcept {
    if (text.empty()) return 0;
    if (static_cast<signed char>(text.front()) >= 0) return 1; // ASCII; u8_mblen() returns 0 for NUL
    const int length = ::u8_mblen(bytesOf(text), text.size());
    return length < 0 ? 0 : static_cast<std::size_t>(length);
}

bool hasControl(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (controlBytes.has(text[i])) return true;
        const bool mayBeC1 = text[i] == '\xc2' && i + 1 < text.size();
        if (mayBeC1 && static_cast<unsigned char>(text[i + 1]) < 0xa0) return true;
    }
    return false;
}

} // namespace portico::base
