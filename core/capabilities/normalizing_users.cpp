// SPDX-License-Identifier: Apache-2.0
#include "capabilities/normalizing_users.h"

#include "text/normal_form.h"

#include <portico/password_rules.hpp>

namespace portico::capabilities {

namespace {

// The secret with its text in NFC, which `kept` owns. Throws Error if it is not an acceptable password. Hashes are unchanged.
Secret acceptable(const Secret& secret, std::string& kept) {
    if (secret.kind != Secret::Kind::Password) return secret;
    kept = text::nfc(secret.text).value_or(std::string(secret.text));
    mustBePassword(kept);
    return {secret.kind, kept};
}

} // namespace

// The form in which the store has the name: the typed form if it exists, otherwise another one, or NFC if there is none. All
// forms are looked up, so that timing does not reveal whether one exists.
std::string NormalizingUsers::spellingOf(std::string_view typed) {
    const std::vector<std::string> all = text::spellings(typed);
    if (all.size() == 1) return all.front();
    std::string found;
    for (const std::string& spelling : all)
        if (store_.find(spelling) && (found.empty() || spelling == typed)) found = spelling;
    return found.empty() ? all.front() : found;
}

// The user with the name in NFC. Throws Error(PORTICO_EXISTS) if another user has the name in any form.
User NormalizingUsers::named(const User& user) {
    const std::vector<std::string> all = text::spellings(user.name);
    for (const std::string& spelling : all) {
        if (all.size() == 1) break; // the store checks that itself
        const std::optional<User> other = store_.find(spelling);
        if (other && other->id != user.id) throw Error(PORTICO_EXISTS, "a user with this name already exists");
    }
    User renamed = user;
    renamed.name = all.front();
    return renamed;
}

void NormalizingUsers::create(const User& user, const Secret& secret) {
    User made = named(user);
    std::string kept;
    store_.create(made, acceptable(secret, kept));
}

void NormalizingUsers::setSecret(std::string_view id, const Secret& secret) {
    std::string kept;
    store_.setSecret(id, acceptable(secret, kept));
}

void NormalizingUsers::change(const User& user) { store_.change(named(user)); }

portico_provider NormalizingUsers::provider() { return {&detail::UsersTable<NormalizingUsers>::table, this}; }

} // namespace portico::capabilities
