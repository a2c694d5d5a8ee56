// SPDX-License-Identifier: Apache-2.0
#include "lazy_database.h"

namespace users_sqlite {

namespace {

constexpr std::chrono::seconds pause{1}; // between two attempts: a request must not wait for each of them

} // namespace

// One thread tries to open the file; the others fail immediately, because they would all wait for the same lock.
Database& LazyDatabase::opened() {
    if (Database* open = open_.load(std::memory_order_acquire)) return *open;
    const std::unique_lock turn(opening_, std::try_to_lock);
    if (!turn || (!database_ && Clock::now() < again_))
        throw portico::Error(PORTICO_UNAVAILABLE, file_ + " has not been opened yet");
    if (!database_) {
        again_ = Clock::now() + pause;
        database_ = std::make_unique<Database>(file_, busySeconds_);
    }
    open_.store(database_.get(), std::memory_order_release);
    return *database_;
}

} // namespace users_sqlite
