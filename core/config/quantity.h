// SPDX-License-Identifier: Apache-2.0
// Numbers with a unit: "30s" and "64 KiB". One number and one unit, with an optional space between them; no sign, no fraction.
// Durations are whole seconds, as in the plugin ABI. Also numbers without a unit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portico::config {

std::optional<std::int64_t> parseInteger(std::string_view text);  // may be negative
std::optional<double> parseReal(std::string_view text);           // finite, decimal
std::optional<std::int64_t> parseDuration(std::string_view text); // seconds
std::optional<std::int64_t> parseSize(std::string_view text);     // bytes

// The shortest decimal text that reads back as the same number.
std::string realText(double number);

// The number in the largest unit that divides it. The parser reads it back as the same number.
std::string durationText(std::int64_t seconds);
std::string sizeText(std::int64_t bytes);

} // namespace portico::config
