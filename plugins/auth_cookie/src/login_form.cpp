// SPDX-License-Identifier: Apache-2.0
// The limits are those of new names and passwords, so that no password is hashed that cannot be right.
#include "login_form.h"

#include <algorithm>
#include <portico/password_rules.hpp>

namespace auth_cookie {

namespace {

constexpr std::size_t mostOfNext = 2048;

bool isName(std::string_view name) {
    return !name.empty() && name.size() <= portico::longestName && std::none_of(name.begin(), name.end(), [](char c) {
        return static_cast<unsigned char>(c) < ' ' || c == '\x7f';
    });
}

// Does not check whether the account exists: the answer is the same with and without one.
bool isEmail(std::string_view name) { return name.find('@') != std::string_view::npos; }

bool isPassword(std::string_view password) {
    return password.size() >= portico::shortestPassword && password.size() <= portico::longestPassword &&
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
