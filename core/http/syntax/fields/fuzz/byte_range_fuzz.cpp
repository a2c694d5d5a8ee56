// SPDX-License-Identifier: Apache-2.0
// Any bytes as a Range, for any length: parts are within the whole, do not overlap, and respect the limit.
#include "http/syntax/fields/byte_range.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void checkParts(const RangeRequest& request, std::uint64_t length, const RangeLimits& limits) {
    require(request.parts.size() <= limits.ranges);
    for (const ByteRange& part : request.parts) {
        require(part.length > 0 && part.first < length && part.length <= length - part.first);
        for (const ByteRange& other : request.parts)
            require(&part == &other || part.first + part.length + limits.gap < other.first ||
                    other.first + other.length + limits.gap < part.first);
    }
}

} // namespace

// The first nine bytes: the length of the whole, and the limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 9) return 0;
    std::uint64_t length = 0;
    std::memcpy(&length, data, 8);
    length >>= data[8] % 64;
    length &= 0x7fffffffffffffff; // no file is longer
    const RangeLimits limits{data[8] % 20u, data[8]};
    const std::string_view range(reinterpret_cast<const char*>(data + 9), size - 9);
    const RangeRequest request = parseRange(range, length, limits);
    require((request.kind == RangeRequest::Kind::Parts) == !request.parts.empty());
    require(length > 0 || request.kind == RangeRequest::Kind::Whole);
    checkParts(request, length, limits);
    return 0;
}
