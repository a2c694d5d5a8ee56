// SPDX-License-Identifier: Apache-2.0
// The head of a request (RFC 9112 sections 2 to 5), parsed in one pass: views into the received bytes, nothing copied or decoded.
// A head that two servers could interpret differently is refused, never repaired. Does not interpret methods, targets or fields:
// the step admit checks those, and message_framing the length of the body.
#pragma once

#include "http/syntax/message/head_scan.h"
#include "http/syntax/message/header_field.h"

#include <string_view>
#include <vector>

namespace portico::http::syntax {

// Reused by the caller for several requests, so that nothing is allocated once it has grown.
struct RequestHead {
    std::string_view method;
    std::string_view target;  // as sent
    std::string_view version; // "HTTP/1.1" or "HTTP/1.0"; after a 505 as sent
    std::vector<Field> fields;
};

// `head` must be complete, including its empty line, with nothing after it, and must outlive `out`. Returns 0 or the status of
// the refusal:
//   400  malformed: anything but single spaces between the three parts, a folded line, a space before a colon, a control ...
//   414  the target is longer than its limit          431  the header is too long or has too many fields
//   501  the method is longer than any registered one 505  HTTP, but not 1.0 or 1.1
// `reason` is for the log. `out` keeps what was parsed before the fault, and with 414, 501 and 505 all fields, so that the error
// page can be chosen by Accept. An incomplete head is a 400, and `out` keeps its parsed part, too.
int parseRequestHead(std::string_view head, const HeadLimits& limits, RequestHead& out, std::string_view& reason);

} // namespace portico::http::syntax
