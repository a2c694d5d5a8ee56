// SPDX-License-Identifier: Apache-2.0
#include "cors_rule.h"

#include <algorithm>

namespace filter_cors {

namespace {

[[noreturn]] void refuse(const portico::SettingValue& entry, const std::string& clause) {
    throw portico::Error(PORTICO_INVALID, "plugins.filter_cors." + entry.name() + ": " + clause);
}

constexpr std::string_view hostBytes = "abcdefghijklmnopqrstuvwxyz0123456789.-:[]";
constexpr std::string_view tokenBytes = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// As browsers send it: "https://app.example.org:8443", in lower case, without a path.
bool isOrigin(std::string_view text) {
    const std::size_t colon = text.find("://");
    if (colon == std::string_view::npos || (text.substr(0, colon) != "https" && text.substr(0, colon) != "http"))
        return false;
    const std::string_view host = text.substr(colon + 3);
    return !host.empty() && host.find_first_not_of(hostBytes) == std::string_view::npos;
}

std::vector<std::string> originsOf(const portico::SettingValue& entry) {
    auto origins = entry.field("origins").as<std::vector<std::string>>();
    for (const std::string& origin : origins) {
        if (origin == "null") refuse(entry, "\"null\" is the origin of any sandboxed page; it cannot be allowed");
        if (origin != "*" && !isOrigin(origin))
            refuse(entry, "\"" + origin + "\" is no origin; write for example \"https://app.example.org\"");
    }
    return origins;
}

std::string joined(const portico::SettingValue& entry, const char* field) {
    std::string text;
    for (const auto& token : entry.field(field).as<std::vector<std::string>>()) {
        if (token.empty() || token.find_first_not_of(tokenBytes) != std::string_view::npos || token == "*")
            refuse(entry, std::string(field) + ": \"" + token + "\" is not the name of a method or header");
        text.append(text.empty() ? "" : ", ").append(token);
    }
    return text;
}

void set(portico::Head& head, std::string_view name, std::string_view value) {
    if (value.empty())
        head.removeHeader(name);
    else
        head.setHeader(name, value);
}

} // namespace

CorsRule::CorsRule(const portico::SettingValue& entry)
    : path_(portico::checkedPrefix(entry.field("path").as<std::string_view>(), "plugins.filter_cors." + entry.name())),
      origins_(originsOf(entry)),
      methods_(joined(entry, "methods")),
      headers_(joined(entry, "headers")),
      expose_(joined(entry, "expose")),
      maxAge_(std::to_string(entry.field("max_age").as<std::int64_t>())),
      credentials_(entry.field("credentials").as<bool>()) {
    const bool isForAll = std::find(origins_.begin(), origins_.end(), "*") != origins_.end();
    if (isForAll && origins_.size() > 1) refuse(entry, "\"*\" allows every origin, so it must be the only one");
    if (isForAll && credentials_)
        refuse(entry, "credentials for every origin would let any site act as its visitors; list the origins");
}

std::optional<std::string_view> CorsRule::allowed(std::optional<std::string_view> origin) const {
    if (!origin) return std::nullopt;
    for (const std::string& one : origins_)
        if (one == "*" || one == *origin) return one;
    return std::nullopt;
}

// The rule decides alone: what a handler set is replaced. Vary also without an origin, because a cache may give this answer to a
// request with one.
void CorsRule::mark(portico::Head& head, std::optional<std::string_view> origin) const {
    const bool isForAll = origins_.size() == 1 && origins_.front() == "*";
    if (!isForAll) head.addHeader("Vary", "Origin");
    const auto allowedOrigin = isForAll ? std::optional<std::string_view>("*") : allowed(origin);
    set(head, "Access-Control-Allow-Origin", allowedOrigin.value_or(""));
    set(head, "Access-Control-Allow-Credentials", allowedOrigin && credentials_ ? "true" : "");
    set(head, "Access-Control-Expose-Headers", allowedOrigin ? std::string_view(expose_) : std::string_view());
}

void CorsRule::markPreflight(portico::Exchange& x) const {
    if (!methods_.empty()) x.setHeader("Access-Control-Allow-Methods", methods_);
    if (!headers_.empty()) x.setHeader("Access-Control-Allow-Headers", headers_);
    x.setHeader("Access-Control-Max-Age", maxAge_);
}

} // namespace filter_cors
