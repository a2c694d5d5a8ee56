// SPDX-License-Identifier: Apache-2.0
// A user as a C++ value, and the interface of a user store: portico_users in abi/users.h documents each function. A provider
// implements it; a plugin that needs the capability gets it from its Host. Functions throw Error. Many threads call a store at the
// same time. Part of <portico/plugin.hpp>.
//
// Example, a user store of one user:
//
//     class OneUser final : public portico::Users {
//         std::optional<portico::User> find(std::string_view name) override { return name == "ada" ? get("1") : std::nullopt; }
//         std::optional<portico::User> get(std::string_view id) override {
//             if (id != "1") return std::nullopt;
//             return portico::User{"1", "ada", "admin", false, 0, 0};
//         }
//         void list(const Take& take) override { take(*get("1")); }
//         std::optional<portico::User> verify(std::string_view, std::string_view) override { return std::nullopt; }
//         void create(const portico::User&, const portico::Secret&) override { refuse(); }
//         void update(const portico::User&) override { refuse(); }
//         void setSecret(std::string_view, const portico::Secret&) override { refuse(); }
//         void remove(std::string_view) override { refuse(); }
//         [[noreturn]] static void refuse() { throw portico::Error(PORTICO_UNSUPPORTED, "this store is read-only"); }
//     };
#pragma once

#include <portico/error.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace portico {

struct User {
    std::string id;    // stable, [A-Za-z0-9._@-], at most 64 bytes
    std::string name;  // as the store spells it
    std::string roles; // "admin editor"
    bool disabled = false;
    std::int64_t created = 0; // seconds since 1970; 0: unknown
    std::int64_t changed = 0;
    std::int64_t revision = 0; // a new number after each change; 0: unknown
    // About the request of an identified sender; see abi/user.h.
    std::string scheme{}; // "cookie"
    std::string scopes{}; // "orders:read orders:write"
    std::int64_t login = 0;

    // Whether `scope` is one of the scopes. Nobody who logged in with a password has one.
    bool hasScope(std::string_view scope) const {
        for (std::string_view left = scopes; !left.empty();) {
            const std::size_t end = std::min(left.find(' '), left.size());
            if (left.substr(0, end) == scope) return true;
            left.remove_prefix(std::min(end + 1, left.size()));
        }
        return false;
    }
};

inline User userFrom(const portico_user& user) {
    return {std::string(view(user.id)),
            std::string(view(user.name)),
            std::string(view(user.roles)),
            user.flags != 0,
            user.created,
            user.changed,
            PORTICO_HAS(&user, portico_user, revision) ? user.revision : 0,
            std::string(PORTICO_HAS(&user, portico_user, scheme) ? view(user.scheme) : std::string_view()),
            std::string(PORTICO_HAS(&user, portico_user, scopes) ? view(user.scopes) : std::string_view()),
            PORTICO_HAS(&user, portico_user, login) ? user.login : 0};
}
portico_user borrow(User&&) = delete; // the borrowed strings would dangle

// Borrows the strings of `user`.
inline portico_user borrow(const User& user) noexcept {
    return {sizeof(portico_user),
            user.disabled ? PORTICO_USER_DISABLED : 0u,
            str(user.id),
            str(user.name),
            str(user.roles),
            user.created,
            user.changed,
            user.revision,
            str(user.scheme),
            str(user.scopes),
            user.login};
}

// A password, or an existing hash to import.
struct Secret {
    enum class Kind : std::uint32_t { Password = PORTICO_SECRET_PASSWORD, Hash = PORTICO_SECRET_HASH };
    Kind kind;
    std::string_view text;
};

class Users {
public:
    virtual ~Users() = default;
    using Take = std::function<bool(const User&)>; // return false to end the list

    virtual std::optional<User> find(std::string_view name) = 0;
    virtual std::optional<User> get(std::string_view id) = 0;
    virtual void list(const Take& take) = 0;
    virtual std::optional<User> verify(std::string_view name, std::string_view password) = 0; // empty: denied
    virtual void create(const User& user, const Secret& secret) = 0;
    virtual void update(const User& user) = 0;
    virtual void setSecret(std::string_view id, const Secret& secret) = 0;
    virtual void remove(std::string_view id) = 0;
    virtual void change(const User&) { throw Error(PORTICO_UNSUPPORTED, "this user store cannot change names"); }
};

} // namespace portico
