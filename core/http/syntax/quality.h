// SPDX-License-Identifier: Apache-2.0
// The weight of an element of Accept, Accept-Encoding and similar lists: "q=0.5" (RFC 9110 section 12.4.2). Parses only the
// number; each list parser knows where it is.
#pragma once

#include <string_view>

namespace portico::http::syntax {

// "1", "0.5", "0.125" in thousandths: at most three decimals, at most 1000. -1 for anything else.
int parseQuality(std::string_view text) noexcept;

} // namespace portico::http::syntax
