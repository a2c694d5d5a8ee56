// SPDX-License-Identifier: Apache-2.0
#include "session_table.h"

#include <Poco/Data/Statement.h>
#include <Poco/Tuple.h>

namespace users_sqlite {

using namespace Poco::Data::Keywords;

namespace {

using SessionColumns = Poco::Tuple<std::string, std::string, std::string, std::string, Poco::Int64, Poco::Int64,
                                   Poco::Int64, Poco::Int64, Poco::Int64, std::string>;

const std::string selectSessions =
    "SELECT key, user_id, peer, agent, s.created, seen, idle_seconds, expires, s.revision, kind FROM sessions s"
    " LEFT JOIN users u ON u.id = s.user_id WHERE (u.id IS NULL OR (u.revision = s.revision AND u.disabled = 0)) AND ";

portico::Session sessionOf(const SessionColumns& c) {
    return {c.get<0>(), c.get<1>(), c.get<2>(), c.get<3>(), c.get<4>(),
            c.get<5>(), c.get<6>(), c.get<7>(), c.get<8>(), c.get<9>()};
}

} // namespace

// `where` is one of the two constants below, never input.
std::vector<portico::Session> SessionTable::select(const std::string& where, const std::string& value) {
    std::vector<SessionColumns> found;
    connection_ << selectSessions + where, into(found), bind(value), now;
    std::vector<portico::Session> sessions;
    sessions.reserve(found.size());
    for (const SessionColumns& columns : found) sessions.push_back(sessionOf(columns));
    return sessions;
}

std::optional<portico::Session> SessionTable::withKey(const std::string& key) {
    const std::vector<portico::Session> found = select("key = ?", key);
    return found.empty() ? std::nullopt : std::optional<portico::Session>(found.front());
}

std::vector<portico::Session> SessionTable::ofUser(const std::string& userId) {
    return select("user_id = ? ORDER BY s.created DESC, s.rowid DESC", userId);
}

bool SessionTable::insert(const std::string& key, const portico::Session& session) {
    Poco::Data::Statement statement(connection_);
    statement << "INSERT OR IGNORE INTO sessions"
                 " (key, user_id, peer, agent, created, seen, idle_seconds, expires, revision, kind)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        bind(key), bind(session.userId), bind(session.peer), bind(session.agent), bind(Poco::Int64(session.created)),
        bind(Poco::Int64(session.seen)), bind(Poco::Int64(session.idleSeconds)), bind(Poco::Int64(session.expires)),
        bind(Poco::Int64(session.revision)), bind(session.kind);
    return statement.execute() == 1;
}

void SessionTable::setSeen(const std::string& key, std::int64_t seen) {
    connection_ << "UPDATE sessions SET seen = ? WHERE key = ?", bind(Poco::Int64(seen)), bind(key), now;
}

void SessionTable::remove(const std::string& key) {
    connection_ << "DELETE FROM sessions WHERE key = ?", bind(key), now;
}

// '~' sorts after every character of a key.
void SessionTable::removeWithPrefix(const std::string& start) {
    connection_ << "DELETE FROM sessions WHERE key >= ? AND key < ?", bind(start), bind(start + "~"), now;
}

void SessionTable::removeOfUser(const std::string& userId) {
    connection_ << "DELETE FROM sessions WHERE user_id = ?", bind(userId), now;
}

// If the clock was set back, the session that has just begun is not the newest by time.
void SessionTable::keepNewest(const std::string& key, const portico::Session& session, std::int64_t count) {
    connection_ << "DELETE FROM sessions WHERE user_id = ? AND kind = ? AND rowid NOT IN"
                   " (SELECT rowid FROM sessions WHERE user_id = ? AND kind = ?"
                   " ORDER BY key = ? DESC, seen DESC, rowid DESC LIMIT ?)",
        bind(session.userId), bind(session.kind), bind(session.userId), bind(session.kind), bind(key),
        bind(Poco::Int64(count)), now;
}

void SessionTable::removeOver(std::int64_t now_) {
    connection_ << "DELETE FROM sessions WHERE expires <= ? OR seen + idle_seconds <= ?", bind(Poco::Int64(now_)),
        bind(Poco::Int64(now_)), now;
}

} // namespace users_sqlite
