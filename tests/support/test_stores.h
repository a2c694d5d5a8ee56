// SPDX-License-Identifier: Apache-2.0
// Users and sessions in memory, for tests of plugins that need these capabilities. Everything is public on purpose: a test sets
// up users and sessions, makes the store fail, and counts its calls. For one thread only.
#pragma once

#include <portico/tables.hpp>

#include <functional>
#include <map>

namespace portico::test {

class TestUsers final : public Users {
public:
    struct Person {
        User user;
        std::string password;
    };
    std::map<std::string, Person> people; // by id
    bool down = false;                    // every call throws PORTICO_UNAVAILABLE
    int gets = 0, verifies = 0;
    std::function<void()> afterVerify; // runs after the password was verified, before the result is used

    // Adds a user of that name, with the id "u1", "u2" ...; returns the id.
    std::string add(const std::string& name, const std::string& password);

    std::optional<User> find(std::string_view name) override;
    std::optional<User> get(std::string_view id) override;
    void list(const Take& take) override;
    std::optional<User> verify(std::string_view name, std::string_view password) override;
    void create(const User& user, const Secret& secret) override;
    void update(const User& user) override;
    void setSecret(std::string_view id, const Secret& secret) override;
    void remove(std::string_view id) override;

private:
    void mustBeUp() const;
    Person& person(std::string_view id);
};

class TestSessions final : public Sessions {
public:
    explicit TestSessions(std::function<std::int64_t()> nowSeconds) : now_(std::move(nowSeconds)) {}

    std::map<std::string, Session, std::less<>> alive; // by id
    bool down = false;
    bool denied = false; // create answers PORTICO_DENIED
    int finds = 0, touches = 0;

    void create(const Session& session) override;
    std::optional<Session> find(std::string_view id) override;
    void touch(std::string_view id) override;
    void end(std::string_view id) override;
    void endAll(std::string_view userId) override;
    void list(std::string_view userId, const Take& take) override;

private:
    void mustBeUp() const;
    std::function<std::int64_t()> now_;
};

// Both as providers of their capabilities, through the same tables as a real plugin.
class TestStores {
public:
    explicit TestStores(std::function<std::int64_t()> nowSeconds) : sessions_(std::move(nowSeconds)) {}
    TestUsers& users() { return users_; }
    TestSessions& sessions() { return sessions_; }
    portico_provider usersProvider() { return {&detail::UsersTable<TestStores>::table, this}; }
    portico_provider sessionsProvider() { return {&detail::SessionsTable<TestStores>::table, this}; }

private:
    TestUsers users_;
    TestSessions sessions_;
};

} // namespace portico::test
