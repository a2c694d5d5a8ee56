// SPDX-License-Identifier: Apache-2.0
// HTTP dates (RFC 9110 section 5.6.7): writes the one permitted form, reads all three. Independent of locale and time zone. For
// Date, Last-Modified and If-Modified-Since.
#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

// "Sun, 06 Nov 1994 08:49:37 GMT". Years 0 to 9999; a time outside becomes the first or last second of the range.
std::string formatHttpDate(std::time_t seconds);
std::string formatHttpDate(std::chrono::system_clock::time_point time);

// Seconds since 1970. Nothing if it is not a date or has the wrong day of the week. `now` resolves two-digit years: the year is
// at most 50 years after it.
std::optional<std::time_t> parseHttpDate(std::string_view text, std::time_t now) noexcept;

} // namespace portico::http::syntax
