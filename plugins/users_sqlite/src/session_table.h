// SPDX-License-Identifier: Apache-2.0
// The SQL of sessions: rows in and out, each under the key of its id. Every value is a bound parameter.
#pragma once

#include <Poco/Data/Session.h>
#include <portico/user.hpp>

#include <optional>
#include <string>
#include <vector>

namespace users_sqlite {

class SessionTable {
public:
    explicit SessionTable(Poco::Data::Session& connection) : connection_(connection) {}

    // What comes out has the key for an id. Those that are over by time come out too: that is a rule, not SQL. Those of an earlier
    // revision of a user of this file, or of one who is disabled, do not: users and sessions are looked at in one statement.
    std::optional<portico::Session> withKey(const std::string& key);
    std::vector<portico::Session> ofUser(const std::string& userId); // newest first

    bool insert(const std::string& key, const portico::Session& session); // false: there is one
    void setSeen(const std::string& key, std::int64_t seen);
    void remove(const std::string& key);
    void removeWithPrefix(const std::string& start); // of the key
    void removeOfUser(const std::string& userId);
    // Of the user and kind of `session`, which is under `key` and stays: that one, and as many as make `count` with it.
    void keepNewest(const std::string& key, const portico::Session& session, std::int64_t count);
    void removeOver(std::int64_t now);

private:
    std::vector<portico::Session> select(const std::string& where, const std::string& value);
    Poco::Data::Session& connection_;
};

} // namespace users_sqlite
