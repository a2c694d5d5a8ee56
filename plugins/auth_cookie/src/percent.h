// SPDX-License-Identifier: Apache-2.0
// A path of this site as a query value: percent-encoded, slashes unchanged.
#pragma once

#include <string>
#include <string_view>

namespace auth_cookie {

std::string percentEncoded(std::string_view text);

} // namespace auth_cookie
