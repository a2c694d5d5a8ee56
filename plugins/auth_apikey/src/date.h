// SPDX-License-Identifier: Apache-2.0
// A day of the calendar as in RFC 3339, "2027-01-31".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace auth_apikey {

// The beginning of the day in UTC, in seconds since 1970. Empty if the text is no day from 1970 to 9999.
std::optional<std::int64_t> beginningOf(std::string_view day);

} // namespace auth_apikey
