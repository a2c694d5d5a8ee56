// SPDX-License-Identifier: Apache-2.0
// A set of bytes, built at compile time: tchar, pchar, cookie-octet and others in the grammars of the RFCs. One lookup per byte,
// independent of the locale. Used by the parsers in this folder.
#pragma once

#include <array>
#include <string_view>

namespace portico::base {

class ByteSet {
public:
    constexpr ByteSet with(std::string_view bytes) const noexcept {
        ByteSet more = *this;
        for (const char c : bytes) more.in_[static_cast<unsigned char>(c)] = true;
        return more;
    }
    // Both ends are included.
    constexpr ByteSet withRange(unsigned first, unsigned last) const noexcept {
        ByteSet more = *this;
        for (unsigned byte = first; byte <= last; ++byte) more.in_[byte] = true;
        return more;
    }
    constexpr ByteSet without(std::string_view bytes) const noexcept {
        ByteSet less = *this;
        for (const char c : bytes) less.in_[static_cast<unsigned char>(c)] = false;
        return less;
    }
    constexpr bool has(char c) const noexcept { return in_[static_cast<unsigned char>(c)]; }
    constexpr bool hasAll(std::string_view bytes) const noexcept {
        for (const char c : bytes)
            if (!has(c)) return false;
        return true;
    }

private:
    std::array<bool, 256> in_{};
};

inline constexpr ByteSet digitBytes = ByteSet().withRange('0', '9');
inline constexpr ByteSet alphanumericBytes = digitBytes.withRange('A', 'Z').withRange('a', 'z');
inline constexpr ByteSet visibleBytes = ByteSet().withRange(0x21, 0x7e); // printable ASCII without the space
inline constexpr ByteSet controlBytes = ByteSet().withRange(0x00, 0x1f).withRange(0x7f, 0x7f);

} // namespace portico::base
