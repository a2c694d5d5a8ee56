// SPDX-License-Identifier: Apache-2.0
// The maximum cost of a template and a page. A template that exceeds one of these limits is an error of its author.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pages_mustache::limits {

constexpr std::size_t sourceBytes = 1 << 20;       // one file
constexpr std::size_t sectionDepth = 32;           // sections within sections, in one file
constexpr std::size_t partialDepth = 32;           // partials within partials
constexpr std::size_t outputBytes = 16 << 20;      // one page
constexpr std::uint64_t steps = 20'000'000;        // nodes and members examined for one page: about a tenth of a second
constexpr std::int64_t recheckMilliseconds = 1000; // how long a changed file may go unnoticed

} // namespace pages_mustache::limits
