// SPDX-License-Identifier: Apache-2.0
// "Did you mean ...?": the known word that a mistyped one is closest to.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portico::config {

// Insertions, deletions, replacements and swaps of neighbours that make `a` out of `b` (Damerau-Levenshtein, each
// place edited once).
std::size_t editDistance(std::string_view a, std::string_view b);

// Nothing when even the closest is too far away to be what was meant. The first of equals wins.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

} // namespace portico::config
