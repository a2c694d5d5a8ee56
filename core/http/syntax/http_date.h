// SPDX-License-Identifier: Apache-2.0
// Dates of HTTP (RFC 9110 section 5.6.7): writes the one form that may be written, reads all three that may come. Without locale
// and time zone. For Date, Last-Modified and If-Modified-Since.
#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace portico::http::syntax {

// "Sun, 06 Nov 1994 08:49:37 GMT". Years 0 to 9999; a time beyond becomes the first or last second of them.
std::string formatHttpDate(std::time_t seconds);
std::string formatHttpDate(std::chrono::system_clock::time_point time);

// Seconds since 1970. Nothing for what is no date, the wrong day of the week included. `now` is for the form with two digits of
// the year: it means the year that is at most 50 years after it.
std::optional<std::time_t> parseHttpDate(std::string_view text, std::time_t now) noexcept;

} // namespace portico::http::syntax
