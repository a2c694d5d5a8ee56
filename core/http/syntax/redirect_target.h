// SPDX-License-Identifier: Apache-2.0
// Where a person may be sent after a login: a place on this site, and nothing that any browser takes for another one. The strict
// half of an open-redirect defence: what is not plainly local is not local. For `next` parameters and for redirects of plugins.
#pragma once

#include <string_view>

namespace portico::http::syntax {

// One slash first, then neither slash nor backslash; only visible ASCII; no backslash anywhere; no encoded slash, backslash or
// control in the path; in short a target that this server would itself take (path.h), with or without a #fragment.
bool isLocalTarget(std::string_view target);

// `target` if it is local, else "/".
std::string_view localTargetOrRoot(std::string_view target);

} // namespace portico::http::syntax
