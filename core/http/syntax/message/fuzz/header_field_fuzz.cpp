// SPDX-License-Identifier: Apache-2.0
// Any bytes as a list and as a media type: every element is a trimmed piece of the list, and the loop ends.
#include "http/syntax/fields/media_type.h"
#include "http/syntax/message/header_field.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void checkMediaType(std::string_view text) {
    const std::optional<MediaType> media = parseMediaType(text);
    if (!media) return require(!isUrlencodedForm(text));
    require(isToken(media->type) && isToken(media->subtype) && media->parameterCount <= MediaType::mostParameters);
    for (std::size_t i = 0; i < media->parameterCount; ++i) {
        require(isToken(media->parameters[i].name) && isFieldValue(media->parameters[i].value));
        require(media->parameter(media->parameters[i].name)->data() == media->parameters[i].value.data());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view list(reinterpret_cast<const char*>(data), size);
    checkMediaType(list);
    std::string_view rest = list;
    std::size_t elements = 0;
    while (const auto element = nextElement(rest)) {
        require(!element->empty() && trimmed(*element) == *element && ++elements <= size);
        require(element->data() >= list.data() && element->data() + element->size() <= list.data() + size);
        require(listHas(list, *element));
    }
    return 0;
}
