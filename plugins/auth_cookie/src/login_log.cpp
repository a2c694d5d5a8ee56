// SPDX-License-Identifier: Apache-2.0
// Log lines of logins and logouts.
#include "login_log.h"

namespace auth_cookie {

namespace {

// Names in the store may contain quotation marks and line breaks.
std::string inQuotes(std::string_view name) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "\"";
    for (const char c : name.substr(0, 254)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\')
            text += c;
        else
            text.append("\\x").append({digits[byte >> 4U], digits[byte & 15U]});
    }
    return text + '"';
}

std::string account(const portico::User& user) { return inQuotes(user.name) + " (" + user.id + ')'; }

std::string from(const portico::Exchange& x) { return " from " + std::string(x.peer()); }

} // namespace

void LoginLog::entered(std::string_view what, const portico::Exchange& x, const portico::User& user) const {
    host_.info(std::string(what) + " of " + account(user) + from(x));
}

void LoginLog::left(const portico::Exchange& x) const {
    const auto user = x.user();
    if (user) host_.info("logout of " + account(*user) + from(x));
}

void LoginLog::refused(std::string_view what, const portico::Exchange& x, std::string_view why) const {
    host_.warning(std::string(what) + " refused" + from(x) + ": " + std::string(why));
}

void LoginLog::denied(std::string_view what, const portico::Exchange& x, std::string_view typedName) const {
    host_.warning(std::string(what) + " denied" + from(x) + ", account " + accountAndReason(typedName));
}

std::string LoginLog::accountAndReason(std::string_view typedName) const {
    try {
        const auto user = users_.find(typedName);
        if (!user) return "unknown: no such account";
        return account(*user) + (user->disabled ? ": it is disabled" : ": wrong password");
    } catch (const portico::Error&) { // the answer was sent before; only this log line lacks the account
        return "unknown: the store does not answer";
    }
}

} // namespace auth_cookie
