// SPDX-License-Identifier: Apache-2.0
// The database file of the plugin: made with mode 0600, brought to the newest schema, read and written by many threads and by
// other processes at the same time. SQL lives in the tables; here is what holds for all of them.
//
// Whatever SQLite says comes out as portico::Error with the file's name, PORTICO_UNAVAILABLE unless the file is damaged: an error is
// never "no such user".
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
    // Throws portico::Error if the file cannot be used: no rights, no database of ours, written by a newer version.
    Database(const std::string& file, std::int64_t busySeconds);

    // work(connection) sees one state of the file in each statement, and waits for nobody.
    template <class Work>
    auto read(const Work& work) {
        return translated([&] {
            ConnectionPool::Lease lease(pool_);
            auto result = work(lease.connection());
            lease.release();
            return result;
        });
    }

    // work(connection) is done as a whole or not at all, and by one writer at a time, over all processes.
    template <class Work>
    void write(const Work& work) {
        translated([&] {
            const std::lock_guard turn(writing_);
            ConnectionPool::Lease lease(pool_);
            begin(lease.connection());
            work(lease.connection()); // throws: the connection is closed, and SQLite takes all of it back
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
    std::mutex writing_; // SQLite lets writers poll, and one may starve: those of this process wait for each other here
};

} // namespace users_sqlite
