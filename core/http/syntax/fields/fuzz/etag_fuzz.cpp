// SPDX-License-Identifier: Apache-2.0
// Any bytes as a tag and as a list of tags: a tag matches itself, and a list to which it is added.
#include "http/syntax/fields/etag.h"

#include "http/syntax/fields/conditional.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace portico::http::syntax;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::optional<EntityTag> tag = parseEntityTag(text);
    if (tag && (!namesTag(text, text) || !notModified(text, "x", text, 1))) std::abort();
    if (tag && !namesTag("\"other\" , " + std::string(text), text)) std::abort();
    if (notModified(std::nullopt, text, "\"a\"", 0)) std::abort();
    if (namesTag(text, "\"own\"") && text.find("\"own\"") == std::string_view::npos &&
        text.find('*') == std::string_view::npos)
        std::abort();
    return 0;
}
