// SPDX-License-Identifier: Apache-2.0
// The TTL store of one plugin (portico/abi/state.h): its entries expire and survive reloads, and the bytes of the live
// ones are bounded. Every function may be called on any thread.
#pragma once

#include "base/mutex.h"

#include <portico/abi.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace portico::host {

class TtlStore {
public:
    using Clock = std::function<std::int64_t()>; // milliseconds

    TtlStore(std::size_t most, Clock clock);
    TtlStore(const TtlStore&) = delete;
    TtlStore& operator=(const TtlStore&) = delete;

    const portico_state* table() const noexcept { return &table_; }
    void limit(std::size_t most);
    // Of all entries, expired ones included until their memory is needed.
    std::size_t bytes();

    // As in portico/abi/state.h. Those that return a status throw nothing but std::bad_alloc.
    enum class If { Always, Absent, Same };
    portico_status put(std::string_view key, std::string_view value, std::int64_t seconds, If when,
                       std::string_view before = {});
    portico_status get(std::string_view key, std::string& value);
    void remove(std::string_view key);
    portico_status count(std::string_view key, std::int64_t amount, std::int64_t seconds, std::int64_t& sum);
    std::map<std::string, std::string> list(std::string_view prefix);

private:
    struct Value {
        std::string bytes;
        std::int64_t expires; // milliseconds
    };
    using Values = std::map<std::string, Value, std::less<>>;

    Values::iterator alive(std::string_view key, std::int64_t now) PORTICO_REQUIRES(mutex_);
    void erase(Values::iterator value) PORTICO_REQUIRES(mutex_);
    bool makeRoom(std::size_t bytes, std::int64_t now) PORTICO_REQUIRES(mutex_);
    portico_status set(std::string_view key, std::string_view value, std::int64_t expires, std::int64_t now)
        PORTICO_REQUIRES(mutex_);

    Mutex mutex_;
    std::size_t most_ PORTICO_GUARDED_BY(mutex_);
    const Clock clock_;
    Values values_ PORTICO_GUARDED_BY(mutex_);
    std::size_t bytes_ PORTICO_GUARDED_BY(mutex_) = 0;
    std::int64_t swept_ PORTICO_GUARDED_BY(mutex_) = 0;
    portico_state table_;
};

} // namespace portico::host
