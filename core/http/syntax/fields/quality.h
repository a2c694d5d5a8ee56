// SPDX-License-Identifier: Apache-2.0
// The weight of an element of Accept, Accept-Encoding and similar lists: "q=0.5" (RFC 9110 section 12.4.2). Parses only the
// number; each list parser knows where it is.
#pragma once

#include "base/byte_set.h"

#include <cstddef>
#include <string_view>

namespace portico::http::syntax {

// "1", "0.5", "0.125" in thousandths: at most three decimals, at most 1000. -1 for anything else.
inline int parseQuality(std::string_view text) noexcept {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return -1;
    if (text.size() > 1 && text[1] != '.') return -1;
    const std::string_view fraction = text.size() > 1 ? text.substr(2) : std::string_view();
    if (!base::digitBytes.hasAll(fraction)) return -1;
    int value = (text[0] - '0') * 1000;
    for (std::size_t i = 0, unit = 100; i < fraction.size(); ++i, unit /= 10)
        value += (fraction[i] - '0') * static_cast<int>(unit);
    return value <= 1000 ? value : -1;
}

} // namespace portico::http::syntax
