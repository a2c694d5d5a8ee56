// SPDX-License-Identifier: Apache-2.0
// Rows for tests that check only whether a row exists.
#pragma once

#include "database.h"

#include <Poco/Data/Statement.h>
#include <string>

namespace users_sqlite {

inline int sessions(Database& database) {
    using namespace Poco::Data::Keywords;
    return database.read([](Poco::Data::Session& c) {
        int count = 0;
        c << "SELECT count(*) FROM sessions", into(count), now;
        return count;
    });
}

inline void insert(Poco::Data::Session& c, const std::string& key) {
    using namespace Poco::Data::Keywords;
    c << "INSERT INTO sessions (key, user_id, peer, agent, created, seen, idle_seconds, expires) VALUES (?, 'u', '', "
         "'', 1, 1, 1, 1)",
        bind(key), now;
}

} // namespace users_sqlite
