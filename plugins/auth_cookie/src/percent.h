// SPDX-License-Identifier: Apache-2.0
// A place on this site as the value of a query: percent-encoded, with slashes as they are.
#pragma once

#include <string>
#include <string_view>

namespace auth_cookie {

std::string percentEncoded(std::string_view text);

} // namespace auth_cookie
