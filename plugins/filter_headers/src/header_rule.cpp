// SPDX-License-Identifier: Apache-2.0
#include "header_rule.h"

#include <algorithm>
#include <array>

namespace filter_headers {

namespace {

using Action = HeaderRule::Action;

Action actionOf(std::string_view text) noexcept {
    if (text == "add") return Action::Add;
    if (text == "default") return Action::Default;
    return text == "remove" ? Action::Remove : Action::Set;
}

[[noreturn]] void refuse(const portico::SettingValue& entry, const std::string& clause) {
    throw portico::Error(PORTICO_INVALID, "plugins.filter_headers." + entry.name() + ": " + clause);
}

// A control character would begin another header.
bool hasControl(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// RFC 9110 section 5.6.2.
bool isToken(std::string_view text) {
    constexpr std::string_view allowed =
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

// The host writes these and refuses them from every plugin.
bool framesTheMessage(std::string_view header) {
    constexpr std::array<std::string_view, 9> names = {
        "content-length", "transfer-encoding", "connection", "keep-alive",  "date",
        "upgrade",        "trailer",           "te",         "x-request-id"};
    std::string lower(header);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return std::find(names.begin(), names.end(), lower) != names.end();
}

} // namespace

HeaderRule::HeaderRule(const portico::SettingValue& entry)
    : path(
          portico::checkedPrefix(entry.field("path").as<std::string_view>(), "plugins.filter_headers." + entry.name())),
      header(entry.field("header").as<std::string>()),
      value(entry.field("value").as<std::string>()),
      action(actionOf(entry.field("action").as<std::string_view>())) {
    if (!isToken(header)) refuse(entry, "\"" + header + "\" is not the name of a header");
    if (framesTheMessage(header)) refuse(entry, "only the host sets the header " + header);
    if (hasControl(value)) refuse(entry, "the value has a line end or another control character");
    if (value.empty() != (action == Action::Remove))
        refuse(entry, action == Action::Remove ? "\"remove\" needs no value" : "the value is missing");
}

bool HeaderRule::apply(portico::Head& head) const {
    switch (action) {
    case Action::Add: return head.addHeader(header, value);
    case Action::Default: return head.header(header) || head.setHeader(header, value);
    case Action::Remove: return !head.header(header) || head.removeHeader(header);
    case Action::Set: break;
    }
    return head.setHeader(header, value);
}

} // namespace filter_headers
