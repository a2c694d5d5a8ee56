// SPDX-License-Identifier: Apache-2.0
// The length of a request body, and what the client expects first (RFC 9112 section 6, RFC 9110 section 10.1.1). If the length is
// contradictory, or another server might determine it differently, the request is refused and the connection closed, so that no
// request can be smuggled.
#pragma once

#include "http/syntax/message/header_field.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace portico::http::syntax {

struct MessageFraming {
    // 0, or the status of the refusal: 400 ambiguous, 411 length missing, 413 longer than `most`, 415 content coding, 417
    // expectation other than 100-continue, 501 transfer coding other than chunked, 505 unknown version.
    int refused = 0;
    std::string_view reason; // for the log
    bool chunked = false;
    std::size_t length = 0;      // if not chunked
    bool expectContinue = false; // a body follows, and the client waits for 100 before it sends it

    bool hasBody() const noexcept { return chunked || length > 0; }
};

// `most`: maximum length in bytes. It also applies to a chunked body, but can be checked only while that arrives.
MessageFraming framingOf(std::span<const Field> fields, std::string_view version, std::string_view method,
                         std::size_t most) noexcept;

} // namespace portico::http::syntax
