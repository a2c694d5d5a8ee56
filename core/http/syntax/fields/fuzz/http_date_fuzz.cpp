// SPDX-License-Identifier: Apache-2.0
// Any bytes as a date: a parsed date survives a round trip.
#include "http/syntax/fields/http_date.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace portico::http::syntax;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::int64_t now = 0;
    std::memcpy(&now, data, size < sizeof now ? size : sizeof now);
    if (formatHttpDate(now).size() != 29) std::abort();
    for (const std::int64_t at : {now, std::int64_t{0}}) {
        const auto seconds = parseHttpDate({reinterpret_cast<const char*>(data), size}, at);
        if (seconds && parseHttpDate(formatHttpDate(*seconds), 0) != seconds) std::abort();
    }
    return 0;
}
