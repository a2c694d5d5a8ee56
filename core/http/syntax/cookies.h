// SPDX-License-Identifier: Apache-2.0
// The Cookie header (RFC 6265 section 4.2), read strictly: cut at ";" and at the first "=" and nothing else. No quotes, no
// escapes, no decoding, names byte by byte: "__host-sid" is not "__Host-sid", and a lone quote in one cookie cannot swallow the
// next. Other cookies may look as they like: a neighbour's script may have set them. Several headers: join them with "; ".
#pragma once

#include "http/syntax/named_values.h"

namespace portico::http::syntax {

struct CookieLimits {
    std::size_t bytes = 8192; // of the header; as long as one line may be in nginx and Apache
    std::size_t count = 200;  // browsers keep no more than 180 for a site
};

// find() is the lookup for what decides something: a cookie that came twice is ambiguous, so it is absent. The values are views
// into the header.
class Cookies : public NamedValues {
public:
    using NamedValues::NamedValues;
};

// Nothing for a header beyond the limits or with control characters; `reason` then gets a sentence for the log.
std::optional<Cookies> parseCookies(std::string_view header, const CookieLimits& limits = {},
                                    std::string_view* reason = nullptr);

} // namespace portico::http::syntax
