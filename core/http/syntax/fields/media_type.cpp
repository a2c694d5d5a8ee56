// SPDX-License-Identifier: Apache-2.0
// A media type with parameters.
#include "http/syntax/fields/media_type.h"

#include "http/syntax/message/header_field.h"

namespace portico::http::syntax {

namespace {

bool takeChar(std::string_view& rest, char c) noexcept {
    if (!rest.starts_with(c)) return false;
    rest.remove_prefix(1);
    return true;
}

// name=value, without spaces around "=".
bool takeParameter(std::string_view& rest, MediaType& to) noexcept {
    MediaType::Parameter parameter;
    parameter.name = takeToken(rest);
    if (parameter.name.empty() || !takeChar(rest, '=')) return false;
    if (const auto quoted = takeQuoted(rest))
        parameter.value = *quoted;
    else if (parameter.value = takeToken(rest); parameter.value.empty())
        return false;
    if (to.parameterCount == MediaType::mostParameters || to.parameter(parameter.name)) return false;
    to.parameters[to.parameterCount++] = parameter;
    return true;
}

} // namespace

bool MediaType::is(std::string_view name) const noexcept {
    const std::size_t slash = name.find('/');
    return slash != std::string_view::npos && equalsIgnoreCase(type, name.substr(0, slash)) &&
           equalsIgnoreCase(subtype, name.substr(slash + 1));
}

std::optional<std::string_view> MediaType::parameter(std::string_view name) const noexcept {
    for (std::size_t i = 0; i < parameterCount; ++i)
        if (equalsIgnoreCase(parameters[i].name, name)) return parameters[i].value;
    return std::nullopt;
}

std::optional<MediaType> parseMediaType(std::string_view text) noexcept {
    MediaType media;
    std::string_view rest = trimmed(text);
    media.type = takeToken(rest);
    if (media.type.empty() || !takeChar(rest, '/')) return std::nullopt;
    media.subtype = takeToken(rest);
    if (media.subtype.empty()) return std::nullopt;
    while (!(rest = trimmed(rest)).empty()) {
        if (!takeChar(rest, ';')) return std::nullopt;
        rest = trimmed(rest);
        const bool none = rest.empty() || rest.front() == ';'; // RFC 9110 section 5.6.6 permits an empty parameter
        if (!none && !takeParameter(rest, media)) return std::nullopt;
    }
    return media;
}

bool isUrlencodedForm(std::string_view contentType) noexcept {
    const std::optional<MediaType> media = parseMediaType(contentType);
    return media && media->is("application/x-www-form-urlencoded") &&
           equalsIgnoreCase(media->parameter("charset").value_or("utf-8"), "utf-8");
}

} // namespace portico::http::syntax
