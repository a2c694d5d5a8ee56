// SPDX-License-Identifier: Apache-2.0
// The head of a request (RFC 9112 sections 2 to 5) in one pass: views into the bytes that came, nothing copied or decoded. What two
// servers could read in two ways is refused, never mended. It knows no method, target or field by name: those are the step
// admit's, and the length of the body is message_framing's.
#pragma once

#include "http/syntax/head_scan.h"
#include "http/syntax/header_field.h"

#include <string_view>
#include <vector>

namespace portico::http::syntax {

// Kept by the caller from one request to the next: once it has grown, nothing is allocated.
struct RequestHead {
    std::string_view method;
    std::string_view target;  // as it was sent
    std::string_view version; // "HTTP/1.1" or "HTTP/1.0"; after a 505 whatever it was
    std::vector<Field> fields;
};

// `head` is complete: up to and with its empty line, and nothing behind; it must outlive `out`. Returns 0, or what to refuse with:
//   400  malformed: anything but single spaces between the three parts, a folded line, a space before a colon, a control ...
//   414  the target is longer than its limit          431  the header is, or has too many fields
//   501  the method is longer than any                505  HTTP, but not 1.0 or 1.1
// `reason` is for the log. What was read before the fault stays in `out`, with 414, 501 and 505 all fields, so that an error page
// can be chosen by Accept; so it does if the head is not complete, which is a 400.
int parseRequestHead(std::string_view head, const HeadLimits& limits, RequestHead& out, std::string_view& reason);

} // namespace portico::http::syntax
