// SPDX-License-Identifier: Apache-2.0
// The limits are those of the password service of the host, so that no password is hashed that can never be right.
#include "login_form.h"

#include <algorithm>

namespace auth_cookie {

namespace {

constexpr std::size_t mostOfName = 254, leastOfPassword = 4, mostOfPassword = 1024, mostOfNext = 2048;

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= mostOfName && std::none_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    });
}

bool isEmail(std::string_view name) {
    const std::size_t at = name.rfind('@');
    return at != std::string_view::npos && at != 0 && at + 1 != name.size();
}

bool isPassword(std::string_view password) {
    return password.size() >= leastOfPassword && password.size() <= mostOfPassword &&
           password.find('\0') == std::string_view::npos;
}

} // namespace

std::string_view onlyField(const portico::Exchange& x, std::string_view name, bool& repeated) {
    repeated = repeated || x.form(name, 1).has_value();
    return x.form(name).value_or(std::string_view());
}

std::string_view boundedNext(std::string_view next) {
    return next.empty() || next.size() > mostOfNext ? std::string_view("/") : next;
}

LoginForm LoginForm::of(const portico::Exchange& x) {
    LoginForm form;
    form.username = onlyField(x, "username", form.repeated);
    form.password = onlyField(x, "password", form.repeated);
    form.next = boundedNext(onlyField(x, "next", form.repeated));
    return form;
}

std::vector<std::string_view> LoginForm::faults(bool requireEmail) const {
    std::vector<std::string_view> all;
    if (repeated) all.push_back("Please try again");
    if (!isName(username) || (requireEmail && !isEmail(username))) all.push_back("Email is required");
    if (!isPassword(password)) all.push_back("A valid password is required");
    return all;
}

std::string_view LoginForm::shownName() const { return isName(username) ? username : std::string_view(); }

} // namespace auth_cookie
