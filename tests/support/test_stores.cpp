// SPDX-License-Identifier: Apache-2.0
// Users and sessions in memory, for tests.
#include "support/test_stores.h"

namespace portico::test {

void TestUsers::mustBeUp() const {
    if (down) throw Error(PORTICO_UNAVAILABLE, "the users are down");
}

std::string TestUsers::add(const std::string& name, const std::string& password) {
    const std::string id = "u" + std::to_string(people.size() + 1);
    people[id] = {{id, name, "", false, 0, 0}, password};
    return id;
}

TestUsers::Person& TestUsers::person(std::string_view id) {
    mustBeUp();
    const auto found = people.find(std::string(id));
    if (found == people.end()) throw Error(PORTICO_NOT_FOUND, "no such user");
    return found->second;
}

std::optional<User> TestUsers::find(std::string_view name) {
    mustBeUp();
    for (const auto& [id, person] : people)
        if (person.user.name == name) return person.user;
    return std::nullopt;
}

std::optional<User> TestUsers::get(std::string_view id) {
    mustBeUp();
    ++gets;
    const auto found = people.find(std::string(id));
    return found == people.end() ? std::nullopt : std::optional<User>(found->second.user);
}

void TestUsers::list(const Take& take) {
    mustBeUp();
    for (const auto& [id, person] : people)
        if (!take(person.user)) return;
}

std::optional<User> TestUsers::verify(std::string_view name, std::string_view password) {
    ++verifies;
    const std::optional<User> user = find(name);
    const bool right = user && !user->disabled && people[user->id].password == password;
    if (afterVerify) afterVerify();
    return right ? user : std::nullopt;
}

void TestUsers::create(const User& user, const Secret& secret) {
    mustBeUp();
    if (find(user.name)) throw Error(PORTICO_EXISTS, "there is one already");
    add(user.name, std::string(secret.text));
}

void TestUsers::update(const User& user) {
    Person& known = person(user.id);
    known.user.roles = user.roles;
    known.user.disabled = user.disabled;
}

void TestUsers::setSecret(std::string_view id, const Secret& secret) { person(id).password = secret.text; }

void TestUsers::remove(std::string_view id) {
    person(id);
    people.erase(std::string(id));
}

void TestSessions::mustBeUp() const {
    if (down) throw Error(PORTICO_UNAVAILABLE, "the sessions are down");
}

void TestSessions::create(const Session& session) {
    mustBeUp();
    if (denied) throw Error(PORTICO_DENIED, "the user has changed");
    if (!alive.emplace(session.id, session).second) throw Error(PORTICO_EXISTS, "there is one already");
    Session& mine = alive[session.id];
    mine.created = mine.seen = now_();
}

std::optional<Session> TestSessions::find(std::string_view id) {
    mustBeUp();
    ++finds;
    const auto found = alive.find(id);
    if (found == alive.end()) return std::nullopt;
    const Session& session = found->second;
    const bool over = now_() >= session.expires || now_() - session.seen >= session.idleSeconds;
    return over ? std::nullopt : std::optional<Session>(session);
}

void TestSessions::touch(std::string_view id) {
    mustBeUp();
    ++touches;
    if (const auto found = alive.find(id); found != alive.end()) found->second.seen = now_();
}

void TestSessions::end(std::string_view id) {
    mustBeUp();
    if (const auto found = alive.find(id); found != alive.end()) alive.erase(found);
}

void TestSessions::endAll(std::string_view userId) {
    mustBeUp();
    std::erase_if(alive, [&](const auto& entry) { return entry.second.userId == userId; });
}

void TestSessions::list(std::string_view userId, const Take& take) {
    mustBeUp();
    for (const auto& [id, session] : alive)
        if (session.userId == userId && !take(session)) return;
}

} // namespace portico::test
