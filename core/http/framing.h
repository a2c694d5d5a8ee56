// SPDX-License-Identifier: Apache-2.0
// How long is the body of this request? (RFC 9112 section 6.) Two answers, or one that another server on the way could read in
// another way, are none: such a request is refused and its connection closed, so that nothing can be smuggled in.
#pragma once

#include "http/request.h"

#include <cstddef>

namespace portico::http {

struct Framing {
    int refused = 0; // 0, or the status to refuse with: 400, 413, 501, 505
    bool chunked = false;
    std::size_t length = 0; // if not chunked
};

// `most`: the longest body in bytes.
Framing framingOf(const Request& request, std::size_t most) noexcept;

} // namespace portico::http
