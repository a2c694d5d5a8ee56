// SPDX-License-Identifier: Apache-2.0
// How long is the body of this request, and what does its sender expect first? (RFC 9112 section 6, RFC 9110 section 10.1.1.) Two
// answers, or one that another server on the way could read in another way, are none: such a request is refused and its connection
// closed, so that nothing can be smuggled in.
#pragma once

#include "http/syntax/header_field.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace portico::http::syntax {

struct MessageFraming {
    // 0, or the status to refuse with: 400 ambiguous, 411 a length is missing, 413 longer than `most`, 415 a content coding, 417 an
    // expectation other than 100-continue, 501 a transfer coding other than chunked, 505 an unknown version.
    int refused = 0;
    std::string_view reason; // for the log
    bool chunked = false;
    std::size_t length = 0;      // if not chunked
    bool expectContinue = false; // a body is to come, and its sender waits for 100 before it sends it

    bool hasBody() const noexcept { return chunked || length > 0; }
};

// `most`: the longest body in bytes. It holds for a chunked body too, but shows only while that comes.
MessageFraming framingOf(std::span<const Field> fields, std::string_view version, std::string_view method,
                         std::size_t most) noexcept;

} // namespace portico::http::syntax
