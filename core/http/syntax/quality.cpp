// SPDX-License-Identifier: Apache-2.0
// The weight of an element of a list.
#include "http/syntax/quality.h"

#include "base/byte_set.h"

namespace portico::http::syntax {

int parseQuality(std::string_view text) noexcept {
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
