// SPDX-License-Identifier: Apache-2.0
// Any bytes as an Accept header: OpenMetrics is only for who names it.
#include "chosen_format.h"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string accept(reinterpret_cast<const char*>(data), size);
    const bool open = routes_metrics::wantsOpenMetrics(accept);
    for (char& c : accept)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (open && accept.find("application/openmetrics-text") == std::string::npos) std::abort();
    if (routes_metrics::wantsOpenMetrics(accept) != open) std::abort(); // the case of letters changes nothing
    return 0;
}
