// SPDX-License-Identifier: Apache-2.0
// Open connections to one database file. A thread borrows a connection for one task; there are as many connections as threads
// that worked at the same time. A connection on which something failed is closed instead of returned.
#pragma once

#include <Poco/Data/Session.h>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace users_sqlite {

class ConnectionPool {
public:
    ConnectionPool(std::string file, std::int64_t busySeconds) : file_(std::move(file)), busySeconds_(busySeconds) {}

    class Lease {
    public:
        explicit Lease(ConnectionPool& pool) : pool_(pool), connection_(pool.take()) {}
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Poco::Data::Session& connection() { return connection_; }
        void release() { pool_.put(std::move(connection_)); } // the last call

    private:
        ConnectionPool& pool_;
        Poco::Data::Session connection_;
    };

    const std::string& file() const { return file_; }

private:
    Poco::Data::Session take();
    void put(Poco::Data::Session connection);
    Poco::Data::Session open() const;

    const std::string file_;
    const std::int64_t busySeconds_;
    std::mutex mutex_;
    std::vector<Poco::Data::Session> idle_;
};

} // namespace users_sqlite
