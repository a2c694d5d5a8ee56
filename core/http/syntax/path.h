// SPDX-License-Identifier: Apache-2.0
// The request target (RFC 9112 section 3.2): a path that has exactly one spelling, decoded once, and the query as it was sent.
// Refused rather than mended: what a proxy, a route and a file system could read in three ways. Called by the step admit.
//
// "//" is refused, not merged: a second spelling of every path, and as a redirect "//host" is another site. The bytes that may
// stand unencoded are those that browsers leave so (URL standard); a program that sends others is told to encode them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portico::http::syntax {

// Bytes; what nginx and Apache take by default, and more than browsers need. The configuration has limits.uri.
inline constexpr std::size_t defaultTargetBytes = 8192;

struct RequestTarget {
    enum class Form { Origin, Absolute, Asterisk };

    Form form = Form::Origin;
    int status = 0;          // 0, or what to refuse with: 400, 414; 404 for a path that is not below `base`
    std::string_view reason; // for the log; empty if there is a path
    std::string path;        // canonical: begins with "/", no empty, "." or ".." segment, UTF-8 without controls
    std::string_view query;  // behind the first "?"
    // As sent, without the "http://host" of the absolute form and without `base`: what to come back to. Owned: of "/app?a" it is "/?a".
    std::string pathAndQuery;
    std::string_view scheme;    // absolute form only, as sent
    std::string_view authority; // absolute form only: it overrides Host, so a caller refuses it if the two differ

    bool ok() const noexcept { return reason.empty(); }
};

// `target` must outlive the result. "*" has no path: not ok, and its form says so. `base`: "/app" or empty; it is cut off the path as it
// was sent, so that no other spelling of it and no ".." leads past it, and "/app" itself is "/".
RequestTarget parseTarget(std::string_view target, std::size_t mostBytes = defaultTargetBytes,
                          std::string_view base = {});

} // namespace portico::http::syntax
