// SPDX-License-Identifier: Apache-2.0
// The Content-Disposition of a part of a form.
#include "http/syntax/form/form_disposition.h"

#include "base/utf8.h"
#include "http/syntax/form/extended_value.h"
#include "http/syntax/message/header_field.h"

#include <utility>

namespace portico::http::syntax {

namespace {

// A parameter in its two forms: name=VALUE and name*=VALUE.
struct BothForms {
    std::string_view name; // of the plain form
    std::optional<std::string> plain{}, extended{};
    bool hasExtended = false; // even if it is unreadable

    bool isUnreadable() const noexcept { return hasExtended && !plain && !extended; }
    std::optional<std::string> take() { return extended ? std::move(extended) : std::move(plain); }
};

// Removes a quoted string from the front. Nothing if it does not end.
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

std::optional<std::string> takeUntil(std::string_view& rest, std::string_view ends) {
    const std::string_view value = rest.substr(0, rest.find_first_of(ends));
    rest.remove_prefix(value.size());
    return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

std::optional<std::string> takeValue(std::string_view& rest, bool extended) {
    if (rest.starts_with('"')) return takeFormQuoted(rest); // Apache's HttpClient quotes even an extended value
    if (extended) return takeUntil(rest, "; \t");
    const std::string_view token = takeToken(rest);
    return token.empty() ? std::nullopt : std::optional<std::string>(token);
}

// False if the parameter occurs twice or is split (RFC 2231).
bool put(BothForms& to, std::string_view form, std::string value) {
    if (form == "*") {
        to.extended = parseExtendedValue(value);
        return !std::exchange(to.hasExtended, true);
    }
    if (!form.empty() || to.plain) return false;
    to.plain = std::move(value);
    return true;
}

// ";name=value" with spaces around ";". False if it is malformed or a duplicate.
bool takeParameter(std::string_view& rest, BothForms& name, BothForms& filename) {
    if (!rest.starts_with(';')) return false;
    rest = trimmed(rest.substr(1));
    const std::string_view key = takeToken(rest);
    if (key.empty() || !rest.starts_with('=')) return false;
    rest.remove_prefix(1);
    std::optional<std::string> value = takeValue(rest, key.ends_with('*'));
    if (!value || !base::isUtf8(*value) || base::hasControl(*value)) return false;
    rest = trimmed(rest);
    const std::string_view base = key.substr(0, key.find('*'));
    for (BothForms* known : {&name, &filename})
        if (equalsIgnoreCase(base, known->name)) return put(*known, key.substr(base.size()), std::move(*value));
    return true;
}

} // namespace

std::optional<FormDisposition> parseFormDisposition(std::string_view value) {
    std::string_view rest = trimmed(value);
    if (!equalsIgnoreCase(takeToken(rest), "form-data")) return std::nullopt;
    BothForms name{"name"}, filename{"filename"};
    rest = trimmed(rest);
    while (!rest.empty())
        if (!takeParameter(rest, name, filename)) return std::nullopt;
    if (name.isUnreadable() || filename.isUnreadable()) return std::nullopt;
    std::optional<std::string> field = name.take();
    if (!field) return std::nullopt;
    return FormDisposition{std::move(*field), filename.take()};
}

} // namespace portico::http::syntax
