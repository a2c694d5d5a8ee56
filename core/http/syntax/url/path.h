// SPDX-License-Identifier: Apache-2.0
// The request target (RFC 9112 section 3.2): a path with exactly one spelling, decoded once, and the query as sent. A path that a
// proxy, a route and a file system could interpret differently is refused, not repaired. Called by the step admit.
//
// "//" is refused, not merged: it is a second spelling of every path, and as a redirect "//host" is another site. The bytes that
// may be unencoded are those that browsers leave unencoded (URL standard); other bytes must be percent-encoded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portico::http::syntax {

// Bytes; the default of nginx and Apache, and more than browsers need. The configuration has limits.uri.
inline constexpr std::size_t defaultTargetBytes = 8192;

struct RequestTarget {
    enum class Form { Origin, Absolute, Asterisk };

    Form form = Form::Origin;
    int status = 0;          // 0, or the status of the refusal: 400, 414; 404 for a path that is not below `base`
    std::string_view reason; // for the log; empty if the target is valid
    std::string path; // canonical: begins with "/", no empty, "." or ".." segments, UTF-8 without control characters
    std::string_view query; // after the first "?"
    // As sent, without the "http://host" of the absolute form and without `base`; used to return to this request. Owned: "/app?a"
    // becomes "/?a".
    std::string pathAndQuery;
    std::string_view scheme;    // absolute form only, as sent
    std::string_view authority; // absolute form only: the caller refuses the request if it differs from Host

    bool ok() const noexcept { return reason.empty(); }
};

// `target` must outlive the result. "*" has no path: the result is not ok, and its form says so. `base`: "/app" or empty; it is
// removed from the path as sent, so that no other spelling and no ".." bypasses it, and "/app" becomes "/".
RequestTarget parseTarget(std::string_view target, std::size_t mostBytes = defaultTargetBytes,
                          std::string_view base = {});

} // namespace portico::http::syntax
