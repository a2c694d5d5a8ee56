// SPDX-License-Identifier: Apache-2.0
// The reason phrase of a status (RFC 9110 section 15, RFC 6585), for the status line and error pages.
#pragma once

#include <string_view>

namespace portico::http::syntax {

// For an unknown status, the name of its class: never empty.
std::string_view statusText(int status) noexcept;

} // namespace portico::http::syntax
