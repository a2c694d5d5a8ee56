// SPDX-License-Identifier: Apache-2.0
// The Content-Disposition of a part of a form.
#include "http/syntax/form_disposition.h"

#include "http/syntax/header_field.h"
#include "http/syntax/utf8.h"

namespace portico::http::syntax {

namespace {

// Cuts a quoted string off the front. Nothing if it does not end.
std::optional<std::string> takeFormQuoted(std::string_view& rest) {
    std::string text;
    for (std::size_t at = 1; at < rest.size(); ++at) {
        if (rest[at] == '"') {
            rest.remove_prefix(at + 1);
            return text;
        }
        if (rest.substr(at, 2) == "\\\"") ++at;
        text += rest[at];
    }
    return std::nullopt;
}

std::optional<std::string> takeValue(std::string_view& rest) {
    if (rest.starts_with('"')) return takeFormQuoted(rest);
    const std::string_view token = takeToken(rest);
    return token.empty() ? std::nullopt : std::optional<std::string>(token);
}

// ";name=value" with spaces around ";". False: malformed, or the second one of a name that counts.
bool takeParameter(std::string_view& rest, std::optional<std::string>& name, std::optional<std::string>& filename) {
    if (!rest.starts_with(';')) return false;
    rest = trimmed(rest.substr(1));
    const std::string_view key = takeToken(rest);
    if (key.empty() || !rest.starts_with('=')) return false;
    rest.remove_prefix(1);
    std::optional<std::string> value = takeValue(rest);
    if (!value || !isUtf8(*value) || hasControl(*value)) return false;
    rest = trimmed(rest);
    const bool isName = equalsIgnoreCase(key, "name");
    if (!isName && !equalsIgnoreCase(key, "filename")) return true;
    std::optional<std::string>& place = isName ? name : filename;
    if (place) return false;
    place = std::move(value);
    return true;
}

} // namespace

std::optional<FormDisposition> parseFormDisposition(std::string_view value) {
    std::string_view rest = trimmed(value);
    if (!equalsIgnoreCase(takeToken(rest), "form-data")) return std::nullopt;
    std::optional<std::string> name;
    FormDisposition disposition;
    rest = trimmed(rest);
    while (!rest.empty())
        if (!takeParameter(rest, name, disposition.filename)) return std::nullopt;
    if (!name) return std::nullopt;
    disposition.name = std::move(*name);
    return disposition;
}

} // namespace portico::http::syntax
