// SPDX-License-Identifier: Apache-2.0
// Checks what the types in the manifest cannot express.
#include "settings.h"

#include "signing_key.h"

#include <algorithm>

namespace auth_cookie {

namespace {

void mustBe(bool fine, const std::string& sentence) {
    if (!fine) throw portico::Error(PORTICO_INVALID, sentence);
}

// An RFC 6265 token, which the host's cookie parser accepts.
bool isCookieName(std::string_view name) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool isQuotable(std::string_view text) {
    return !text.empty() && text.size() <= 100 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

std::int64_t seconds(const portico::Host& host, std::string_view name, std::int64_t least, std::int64_t most,
                     const std::string& range) {
    const std::int64_t value = host.duration(name).count();
    mustBe(value >= least && value <= most, std::string(name) + " must be between " + range);
    return value;
}

void readTexts(const portico::Host& host, Settings& settings) {
    settings.cookieName = host.setting("cookie_name");
    mustBe(isCookieName(settings.cookieName),
           "cookie_name must be 1 to 64 letters, digits and characters such as _ and -");
    mustBe(!settings.cookieName.starts_with("__"),
           "cookie_name must not begin with two underscores: the prefix __Host- is added over TLS");
    settings.loginPage = host.setting("login_page");
    mustBe(!settings.loginPage.empty(), "login_page must be the name of a page, such as login");
    for (const auto& [name, place] :
         {std::pair{"issuer", &settings.issuer}, {"audience", &settings.audience}, {"realm", &settings.realm}}) {
        *place = host.setting(name);
        mustBe(isQuotable(*place), std::string(name) + " must be 1 to 100 ASCII characters without \" and \\");
    }
    settings.signingKey = host.setting("signing_key");
    if (!settings.signingKey.empty()) mustBeGoodKey(settings.signingKey);
}

} // namespace

Settings readSettings(const portico::Host& host) {
    constexpr std::int64_t minute = 60, day = 86400;
    Settings settings;
    readTexts(host, settings);
    settings.sessionIdle = seconds(host, "session_idle", minute, 366 * day, "1m and 366d");
    settings.sessionMost = seconds(host, "session_most", minute, 366 * day, "1m and 366d");
    settings.tokenLifetime = seconds(host, "token_lifetime", minute, day, "1m and 1d");
    settings.clockSkew = seconds(host, "clock_skew", 0, 5 * minute, "0s and 5m");
    mustBe(settings.sessionIdle <= settings.sessionMost, "session_idle must not be longer than session_most");
    settings.requireEmail = host.boolean("require_email");
    settings.allowInsecure = host.boolean("allow_insecure");
    return settings;
}

} // namespace auth_cookie
