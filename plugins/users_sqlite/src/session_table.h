// SPDX-License-Identifier: Apache-2.0
// The SQL of sessions: reads and writes rows, each under the key of its session id. Every value is a bound parameter.
#pragma once

#include <Poco/Data/Session.h>
#include <portico/session.hpp>

#include <optional>
#include <string>
#include <vector>

namespace users_sqlite {

class SessionTable {
public:
    explicit SessionTable(Poco::Data::Session& connection) : connection_(connection) {}

    // Returned sessions have the key as their id. Expired ones are included: expiry is a rule, not SQL. Sessions of an earlier
    // revision of a user in this file, or of a disabled one, are not: one statement reads users and sessions.
    std::optional<portico::Session> withKey(const std::string& key);
    std::vector<portico::Session> ofUser(const std::string& userId); // newest first

    bool insert(const std::string& key, const portico::Session& session); // false: the key exists already
    void setSeen(const std::string& key, std::int64_t seen);
    void remove(const std::string& key);
    void removeWithPrefix(const std::string& start); // of the key
    void removeOfUser(const std::string& userId);
    // Keeps `session`, stored under `key`, and the newest others of its user and kind, `count` in total.
    void keepNewest(const std::string& key, const portico::Session& session, std::int64_t count);
    void removeOver(std::int64_t now);

private:
    std::vector<portico::Session> select(const std::string& where, const std::string& value);
    Poco::Data::Session& connection_;
};

} // namespace users_sqlite
