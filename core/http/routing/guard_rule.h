// SPDX-License-Identifier: Apache-2.0
// The guard of a route as data: "public", "user", "role:NAME". Anything else denies access to everybody.
#pragma once

#include <string>
#include <string_view>

namespace portico::http {

class GuardRule {
public:
    enum class Kind { Public, User, Role, Nobody };
    static GuardRule parse(std::string_view text);

    Kind kind() const noexcept { return kind_; }
    std::string text() const; // as for parse; "nobody" for anything else
    // `roles`: names separated by single spaces.
    bool admits(bool known, std::string_view roles) const noexcept;

private:
    GuardRule(Kind kind, std::string_view role) : kind_(kind), role_(role) {}
    Kind kind_;
    std::string role_;
};

} // namespace portico::http
