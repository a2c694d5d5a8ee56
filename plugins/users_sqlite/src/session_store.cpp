// SPDX-License-Identifier: Apache-2.0
#include "session_store.h"

#include "session_table.h"
#include "user_table.h"

#include <array>
#include <portico/session_rules.hpp>
#include <sodium.h>

namespace users_sqlite {

using Connection = Poco::Data::Session;

namespace {

// SHA-256 of a session id in base64url: reading the file does not allow a login. Its first 22 characters are the session handle.
std::string sessionKey(std::string_view id) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(id.data()), id.size());
    std::array<char, 44> text{};
    return sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(),
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

// Hashing takes long, and a change of the user during that time must end the login: a writer that changes a user either waits for
// this transaction or ends the session that it creates. Users of another store are unknown here; the caller must compare
// revisions.
std::int64_t presentRevision(Connection& connection, const portico::Session& session) {
    UserTable users(connection);
    const std::optional<UserRow> row = users.withId(session.userId);
    const bool changed =
        row && (row->user.disabled || (session.revision != 0 && session.revision != row->user.revision));
    if (changed || (!row && users.wasRemoved(session.userId)))
        throw portico::Error(PORTICO_DENIED, "the user has been changed or deleted since the password was checked");
    return row ? row->user.revision : session.revision;
}

} // namespace

void SessionStore::create(const portico::Session& asked) {
    const std::int64_t now = host_.nowSeconds();
    portico::Session session = portico::beginningSession(asked, now);
    const bool purge = purgeIsDue(now);
    database_.write([&](Connection& c) {
        SessionTable table(c);
        if (purge) table.removeOver(now);
        session.revision = presentRevision(c, session);
        const std::string key = sessionKey(session.id);
        if (!table.insert(key, session)) throw portico::Error(PORTICO_EXISTS, "a session with this id already exists");
        table.keepNewest(key, session, perUser_);
    });
}

// At most once a minute, and only when a session begins: nothing else makes the table grow.
bool SessionStore::purgeIsDue(std::int64_t now) {
    std::int64_t last = purged_.load();
    return now - last >= 60 && purged_.compare_exchange_strong(last, now);
}

std::optional<portico::Session> SessionStore::alive(const std::string& key) {
    auto session = database_.read([&](Connection& c) { return SessionTable(c).withKey(key); });
    if (session && !portico::isAlive(*session, host_.nowSeconds())) session.reset();
    return session;
}

std::optional<portico::Session> SessionStore::find(std::string_view id) {
    if (!portico::isSessionId(id)) return std::nullopt;
    auto session = alive(sessionKey(id));
    if (session) session->id = id;
    return session;
}

void SessionStore::touch(std::string_view id) {
    const std::string key = sessionKey(id);
    const auto session = portico::isSessionId(id) ? alive(key) : std::nullopt;
    if (!session) throw portico::Error(PORTICO_NOT_FOUND, "this session has ended");
    const std::int64_t now = host_.nowSeconds();
    if (!portico::touchIsDue(*session, now)) return;
    database_.write([&](Connection& c) { SessionTable(c).setSeen(key, now); });
}

void SessionStore::end(std::string_view id) {
    const bool secret = portico::isSessionId(id);
    if (!secret && !portico::isSessionHandle(id)) return;
    database_.write([&](Connection& c) {
        if (secret)
            SessionTable(c).remove(sessionKey(id));
        else
            SessionTable(c).removeWithPrefix(std::string(id));
    });
}

void SessionStore::endAll(std::string_view userId) {
    database_.write([&](Connection& c) { SessionTable(c).removeOfUser(std::string(userId)); });
}

void SessionStore::list(std::string_view userId, const Take& take) {
    const std::int64_t now = host_.nowSeconds();
    auto sessions = database_.read([&](Connection& c) { return SessionTable(c).ofUser(std::string(userId)); });
    for (portico::Session& session : sessions) {
        if (!portico::isAlive(session, now)) continue;
        session.id.resize(portico::sessionHandleLength); // the handle is the beginning of the key
        if (!take(session)) return;
    }
}

} // namespace users_sqlite
