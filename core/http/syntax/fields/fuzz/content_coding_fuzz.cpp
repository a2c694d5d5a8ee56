// SPDX-License-Identifier: Apache-2.0
// Any bytes as Accept-Encoding: each coding at most once, none that was not accepted, and identity unless refused.
#include "http/syntax/fields/content_coding.h"

#include "http/syntax/fields/quality.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool holds(std::string_view text, std::string_view bytes) {
    return text.find_first_of(bytes) != std::string_view::npos;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view header(reinterpret_cast<const char*>(data), size);
    const CodingOrder order = codingsFor(header);
    require(order.size() <= 3);
    std::size_t taken = 0;
    for (const Coding coding : {Coding::Brotli, Coding::Gzip, Coding::Identity}) taken += order.takes(coding) ? 1 : 0;
    require(taken == order.size());
    require(!order.takes(Coding::Brotli) || holds(header, "bB*"));
    require(!order.takes(Coding::Gzip) || holds(header, "gG*"));
    require(order.takes(Coding::Identity) || holds(header, "0"));
    const int quality = parseQuality(header);
    require(quality >= -1 && quality <= 1000);
    return 0;
}
