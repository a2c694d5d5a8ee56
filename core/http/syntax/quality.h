// SPDX-License-Identifier: Apache-2.0
// The weight of an element of Accept, Accept-Encoding and their like: "q=0.5" (RFC 9110 section 12.4.2). The number only; each
// list knows where it stands.
#pragma once

#include <string_view>

namespace portico::http::syntax {

// "1", "0.5", "0.125" in thousandths: at most three digits, at most 1000. -1 for anything else.
int parseQuality(std::string_view text) noexcept;

} // namespace portico::http::syntax
