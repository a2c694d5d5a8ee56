// SPDX-License-Identifier: Apache-2.0
// The database of a running server, opened as soon as possible. Its disk may be mounted later or be full for a while, or another
// process may lock the file. Until then every use throws PORTICO_UNAVAILABLE, so that nobody is let in and the rest of the site
// is served.
#pragma once

#include "database.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace users_sqlite {

class LazyDatabase {
public:
    LazyDatabase(std::string file, std::int64_t busySeconds) : file_(std::move(file)), busySeconds_(busySeconds) {}

    // Throws portico::Error: PORTICO_UNAVAILABLE for a temporary problem, anything else for a file that must not be used.
    Database& opened();

    template <class Work>
    auto read(const Work& work) {
        return opened().read(work);
    }
    template <class Work>
    void write(const Work& work) {
        opened().write(work);
    }

private:
    using Clock = std::chrono::steady_clock;

    const std::string file_;
    const std::int64_t busySeconds_;
    std::mutex opening_;
    Clock::time_point again_{}; // no attempt before this time; guarded by opening_
    std::unique_ptr<Database> database_;
    std::atomic<Database*> open_{nullptr};
};

} // namespace users_sqlite
