// SPDX-License-Identifier: Apache-2.0
// Any bytes as an Accept header: qualities stay in range, and only a request that asks for HTML gets HTML.
#include "http/syntax/fields/accept.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view accept(reinterpret_cast<const char*>(data), size);
    const int html = qualityOf(accept, "text/html");
    if (html < 0 || html > 1000) std::abort();
    if (html == 0 && isNavigation("GET", std::nullopt, accept)) std::abort();
    if (isNavigation("GET", accept, "text/html") != (accept == "navigate")) std::abort();
    return 0;
}
