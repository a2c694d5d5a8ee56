// SPDX-License-Identifier: Apache-2.0
// Where the next control byte of ASCII stands. A line of the wire ends with one and holds none but the tab, so that whoever looks
// for its end this way has checked it too. Eight bytes at a time: every byte of every request head passes here.
#pragma once

#include "http/syntax/byte_set.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace portico::http::syntax {

namespace detail {

// The top bit of the bytes in `eight` that are below 0x20 or 0x7f. The lowest bit set is always right; one above it may be the
// borrow of a subtraction.
constexpr std::uint64_t controlBits(std::uint64_t eight) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t tops = ones * 0x80;
    const std::uint64_t noDelete = eight ^ (ones * 0x7f);
    return (((eight - ones * 0x20) & ~eight) | ((noDelete - ones) & ~noDelete)) & tops;
}

} // namespace detail

// The place of the first byte at or behind `from` that is 0x00-0x1f or 0x7f; the size of the text if there is none.
inline std::size_t findControl(std::string_view text, std::size_t from = 0) noexcept {
    if constexpr (std::endian::native == std::endian::little)
        for (; text.size() - from >= sizeof(std::uint64_t); from += sizeof(std::uint64_t)) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, text.data() + from, sizeof eight);
            if (const std::uint64_t bits = detail::controlBits(eight); bits != 0)
                return from + static_cast<std::size_t>(std::countr_zero(bits)) / 8;
        }
    while (from < text.size() && !controlBytes.has(text[from])) ++from;
    return from;
}

} // namespace portico::http::syntax
