// SPDX-License-Identifier: Apache-2.0
// The Range header with bytes (RFC 9110 section 14.2), applied to a body of known length. The resulting parts are within the body
// and do not overlap, so that no header makes an answer longer than the whole body and a few part heads.
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
    std::size_t ranges = 16; // as sent; a media player requests one, a PDF reader a few
    std::uint64_t gap = 256; // closer ranges are merged, because a part head would cost as much
};

struct RangeRequest {
    enum class Kind {
        Whole,         // send the whole body: no range, another unit, malformed, or more ranges than the limit
        Parts,         // `parts`: at least one, in the order of the request
        Unsatisfiable, // all ranges begin after the end: 416
    };
    Kind kind = Kind::Whole;
    std::vector<ByteRange> parts{};
};

// For a body of length 0, the result is always Whole.
RangeRequest parseRange(std::string_view range, std::uint64_t length, const RangeLimits& limits = {});

// "bytes 0-99/1000" for Content-Range, and "bytes */1000" for a 416.
std::string contentRange(const ByteRange& part, std::uint64_t length);
std::string contentRange(std::uint64_t length);

} // namespace portico::http::syntax
