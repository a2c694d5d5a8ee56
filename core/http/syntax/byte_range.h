// SPDX-License-Identifier: Apache-2.0
// The header Range with bytes (RFC 9110 section 14.2), against the length of what is asked for. What comes out is in its bounds and
// overlaps nowhere, so that no header makes an answer longer than the whole and its few part heads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace portico::http::syntax {

struct ByteRange {
    std::uint64_t first = 0, length = 0; // length is at least 1
};

struct RangeLimits {
    std::size_t ranges = 16; // as sent; a player asks for one, a PDF reader for a handful
    std::uint64_t gap = 256; // ranges no further apart become one: a part's head would cost as much
};

struct RangeRequest {
    enum class Kind {
        Whole,         // no range, another unit, malformed, or more than the limit: the whole is the answer
        Parts,         // `parts`: at least one, in the order of the request
        Unsatisfiable, // all of them begin behind the end: 416
    };
    Kind kind = Kind::Whole;
    std::vector<ByteRange> parts{};
};

// Nothing is a part of nothing: of a length of 0 the answer is the whole.
RangeRequest parseRange(std::string_view range, std::uint64_t length, const RangeLimits& limits = {});

// "bytes 0-99/1000", for Content-Range; and "bytes */1000", for a 416.
std::string contentRange(const ByteRange& part, std::uint64_t length);
std::string contentRange(std::uint64_t length);

} // namespace portico::http::syntax
