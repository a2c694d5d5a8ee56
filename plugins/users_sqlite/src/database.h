// SPDX-License-Identifier: Apache-2.0
// The database file of the plugin: created with mode 0600, updated to the newest schema, read and written by many threads and by
// other processes at the same time. SQL is in the table classes; this class handles what all of them share.
//
// Every SQLite error becomes a portico::Error with the file's name, PORTICO_UNAVAILABLE unless the file is damaged: an error
// never means "no such user".
#pragma once

#include "connection_pool.h"

#include <Poco/Exception.h>
#include <portico/error.hpp>

#include <mutex>
#include <type_traits>

namespace users_sqlite {

portico_status statusOf(const Poco::Exception& error);

class Database {
public:
    // Throws portico::Error if the file cannot be used: no permission, not a database of this plugin, or written by a newer
    // version.
    Database(const std::string& file, std::int64_t busySeconds);

    // work(connection) sees a consistent state of the file in each statement and waits for no other transaction.
    template <class Work>
    auto read(const Work& work) {
        return translated([&] {
            ConnectionPool::Lease lease(pool_);
            auto result = work(lease.connection());
            lease.release();
            return result;
        });
    }

    // work(connection) runs as a whole or not at all, one writer at a time across all processes.
    template <class Work>
    void write(const Work& work) {
        translated([&] {
            const std::lock_guard turn(writing_);
            ConnectionPool::Lease lease(pool_);
            begin(lease.connection());
            work(lease.connection()); // if it throws, the connection is closed and SQLite rolls back
            commit(lease.connection());
            lease.release();
        });
    }

private:
    static void begin(Poco::Data::Session& connection);
    static void commit(Poco::Data::Session& connection);

    template <class Call>
    auto translated(const Call& call) -> std::invoke_result_t<Call> {
        try {
            return call();
        } catch (const Poco::Exception& error) {
            throw portico::Error(statusOf(error), pool_.file() + ": " + error.displayText());
        }
    }

    ConnectionPool pool_;
    std::mutex writing_; // SQLite lets writers poll, and one may starve; within this process they wait here
};

} // namespace users_sqlite
