// SPDX-License-Identifier: Apache-2.0
// The limits of one template and one render. A template that exceeds one is stopped with an error that names the limit. The
// values are far above what a page needs and far below what harms a server.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pages_jinja {

struct Limits {
    std::size_t templateBytes = std::size_t{1} << 20; // source of one template
    std::size_t nesting = 200;                        // of parentheses (two each), operators and tags in the source
    std::size_t outputBytes = std::size_t{8} << 20;   // one page
    std::size_t memoryBytes = std::size_t{64} << 20;  // all values made by one render
    std::uint64_t steps = 2'000'000;                  // iterations and calls of one render
    std::size_t depth = 100;                          // includes, blocks, macros and recursive loops inside each other
    std::size_t stackBytes = std::size_t{1} << 20;    // of the thread that renders
};

} // namespace pages_jinja
