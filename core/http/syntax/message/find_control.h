// SPDX-License-Identifier: Apache-2.0
// Finds the next ASCII control byte. A line in HTTP ends with one and contains none but the tab, so that searching its end also
// checks it. Sixteen bytes at a time, because every byte of every request head is examined here.
#pragma once

#include "base/byte_set.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace portico::http::syntax {

namespace detail {

// For each of sixteen bytes: all bits set if it is a control byte. Uses vector extensions of GCC and Clang, available on every
// processor.
inline std::array<std::uint64_t, 2> controlsAt(const char* sixteen) noexcept {
    using Bytes = unsigned char __attribute__((vector_size(16)));
    Bytes bytes{};
    std::memcpy(&bytes, sixteen, sizeof bytes);
    return std::bit_cast<std::array<std::uint64_t, 2>>((bytes < 0x20) | (bytes == 0x7f));
}

} // namespace detail

// The position of the first byte at or after `from` that is 0x00-0x1f or 0x7f; the size of the text if there is none.
inline std::size_t findControl(std::string_view text, std::size_t from = 0) noexcept {
    if constexpr (std::endian::native == std::endian::little)
        for (; text.size() - from >= 16; from += 16) {
            const auto [low, high] = detail::controlsAt(text.data() + from);
            if (low != 0) return from + static_cast<std::size_t>(std::countr_zero(low)) / 8;
            if (high != 0) return from + 8 + static_cast<std::size_t>(std::countr_zero(high)) / 8;
        }
    while (from < text.size() && !base::controlBytes.has(text[from])) ++from;
    return from;
}

} // namespace portico::http::syntax
