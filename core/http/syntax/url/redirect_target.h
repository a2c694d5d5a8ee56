// SPDX-License-Identifier: Apache-2.0
// Where a person may be redirected, for example after a login: a path on this site that no browser interprets as another site.
// Protects against open redirects: a target that is not clearly local is refused. For `next` parameters and for redirects by
// plugins.
#pragma once

#include <string_view>

namespace portico::http::syntax {

// Begins with exactly one slash, not followed by a backslash; only visible ASCII; no backslash anywhere; no encoded slash,
// backslash or control character in the path. In short, a target that this server would accept (path.h), with or without a
// #fragment.
bool isLocalTarget(std::string_view target);

} // namespace portico::http::syntax
