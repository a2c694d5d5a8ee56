// SPDX-License-Identifier: Apache-2.0
#include "connection_pool.h"

#include <Poco/Data/SQLite/SessionImpl.h>
#include <Poco/Data/Statement.h>

namespace users_sqlite {

using namespace Poco::Data::Keywords;

Poco::Data::Session ConnectionPool::take() {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            Poco::Data::Session connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    return open();
}

void ConnectionPool::put(Poco::Data::Session connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
}

// Constructed directly, not by name through Poco's process-wide factory. FULL: a power failure must not undo a logout or a
// password change, which NORMAL permits in WAL mode.
Poco::Data::Session ConnectionPool::open() const {
    using Poco::Data::SQLite::SessionImpl;
    Poco::Data::Session connection(
        Poco::makeAuto<SessionImpl>(file_, static_cast<std::size_t>(busySeconds_)).cast<Poco::Data::SessionImpl>());
    connection << "PRAGMA busy_timeout=" + std::to_string(busySeconds_ * 1000), now;
    connection << "PRAGMA synchronous=FULL", now;
    return connection;
}

} // namespace users_sqlite
