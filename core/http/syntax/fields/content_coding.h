// SPDX-License-Identifier: Apache-2.0
// Which codings the client accepts: Accept-Encoding (RFC 9110 section 12.5.3), for the codings that Portico supports. Does not
// compress, and does not know which codings an answer is available in.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace portico::http::syntax {

enum class Coding { Brotli, Gzip, Identity };

// As in Content-Encoding: "br", "gzip"; "identity" is never sent.
std::string_view nameOf(Coding coding) noexcept;

// The accepted codings, best first; at equal quality the smaller one first. Empty if the client accepts none, not even identity.
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

// Without the header only identity, because the client may be a program that cannot decompress. Malformed elements do not count.
CodingOrder codingsFor(std::optional<std::string_view> acceptEncoding) noexcept;

} // namespace portico::http::syntax
