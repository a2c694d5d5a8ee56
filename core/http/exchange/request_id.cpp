// SPDX-License-Identifier: Apache-2.0
// Request ids.
#include "http/exchange/request_id.h"

#include <sodium.h>

namespace portico::http {

RequestId::RequestId(std::uint64_t number) noexcept : text_{} {
    for (char& c : text_) {
        c = "0123456789abcdef"[number >> 60];
        number <<= 4;
    }
}

RequestIds::RequestIds() : count_(0) {
    std::uint64_t begin = 0;
    randombytes_buf(&begin, sizeof begin);
    count_ = begin;
}

// Multiplied by an odd number, which is a bijection, so that consecutive ids do not look alike.
RequestId RequestIds::next() noexcept {
    return RequestId(count_.fetch_add(1, std::memory_order_relaxed) * 0x9e3779b97f4a7c15u);
}

} // namespace portico::http
