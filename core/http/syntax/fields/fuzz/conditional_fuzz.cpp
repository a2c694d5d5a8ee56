// SPDX-License-Identifier: Apache-2.0
// Any bytes as the four conditions and as If-Range: conditions that hold alone hold together, and a part is only of the same
// file.
#include "http/syntax/fields/conditional.h"

#include "http/syntax/fields/etag.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;

namespace {

constexpr std::string_view own = "\"own\"";
constexpr std::time_t modified = 784111777;

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const bool strong = namesTagStrongly(text, own);
    require(!strong || namesTag(text, own));
    require((check({text, {}, {}, {}}, own, modified) == Precondition::Failed) == !strong);
    require((check({{}, {}, text, {}}, own, modified) == Precondition::NotModified) == namesTag(text, own));
    require(check({{}, {}, {}, text}, own, modified) != Precondition::Failed);
    require(check({{}, text, {}, {}}, own, modified) != Precondition::NotModified);
    require(check({text, text, text, text}, own, modified) != Precondition::Holds); // either 412 or 304
    require(!isSame(text, own, modified, modified) || text == own);
    return 0;
}
