// SPDX-License-Identifier: Apache-2.0
// How may the bytes of an answer be packed? Accept-Encoding (RFC 9110 section 12.5.3), for the codings that Portico has. It packs
// nothing, and does not know which of them there is for an answer.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace portico::http::syntax {

enum class Coding { Brotli, Gzip, Identity };

// As Content-Encoding says it: "br", "gzip"; "identity" is never said.
std::string_view nameOf(Coding coding) noexcept;

// What the client takes, the best first; where it does not care the smaller one. Empty: it takes none of them, not even bytes as
// they are.
class CodingOrder {
public:
    void append(Coding coding) noexcept { codings_[count_++] = coding; }
    const Coding* begin() const noexcept { return codings_.data(); }
    const Coding* end() const noexcept { return codings_.data() + count_; }
    std::size_t size() const noexcept { return count_; }
    bool takes(Coding coding) const noexcept;

private:
    std::array<Coding, 3> codings_{};
    std::size_t count_ = 0;
};

// Without the header only bytes as they are: it may be a program that cannot unpack. Malformed elements do not count.
CodingOrder codingsFor(std::optional<std::string_view> acceptEncoding) noexcept;

} // namespace portico::http::syntax
