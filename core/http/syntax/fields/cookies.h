// SPDX-License-Identifier: Apache-2.0
// The Cookie header (RFC 6265 section 4.2), parsed strictly: split only at ";" and at the first "=". No quotes, escapes or
// decoding, and names compare byte by byte: "__host-sid" is not "__Host-sid", and a lone quote in one cookie cannot swallow the
// next. Other cookies may have any form, because scripts of sites on sibling hosts may have set them. Join several
// headers with "; ".
#pragma once

#include "http/syntax/fields/named_values.h"

namespace portico::http::syntax {

struct CookieLimits {
    std::size_t bytes = 8192; // of the header; the default line limit of nginx and Apache
    std::size_t count = 200;  // browsers keep at most 180 per site
};

// Use find() for cookies that decide something: a cookie that occurs twice is ambiguous and counts as absent. The values are
// views into the header.
class Cookies : public NamedValues {
public:
    using NamedValues::NamedValues;
};

// Nothing if the header exceeds a limit or has control characters; `reason` then receives a sentence for the log.
std::optional<Cookies> parseCookies(std::string_view header, const CookieLimits& limits = {},
                                    std::string_view* reason = nullptr);

} // namespace portico::http::syntax
