// SPDX-License-Identifier: Apache-2.0
// "Did you mean ...?": the known word that a mistyped one is closest to.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portico::config {

// The number of insertions, deletions, replacements and swaps of neighbors that turn `b` into `a` (Damerau-Levenshtein distance
// in which each place is edited at most once).
std::size_t editDistance(std::string_view a, std::string_view b);

// Returns nothing if even the closest word is too different. Of equally close words, the first wins.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

} // namespace portico::config
