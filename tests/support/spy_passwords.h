// SPDX-License-Identifier: Apache-2.0
// A password service that forwards every call to another one and records its arguments. A test can also run code while a password
// is being hashed.
#pragma once

#include <portico/error.hpp>

#include <functional>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace portico::test {

class SpyPasswords {
public:
    struct Asked {
        std::string hash;
        std::string costliest;
    };

    explicit SpyPasswords(const portico_passwords& real)
        : real_(real), table_{sizeof(portico_passwords), 0, this, hash, verify, acceptable, cost} {}
    SpyPasswords(const SpyPasswords&) = delete;
    SpyPasswords& operator=(const SpyPasswords&) = delete;

    bool busy = false;                  // hash and verify answer PORTICO_UNAVAILABLE
    bool noNewHashes = false;           // only hash does
    std::function<void()> whileHashing; // called once, by the next verify, before it answers

    const portico_passwords* table() const { return &table_; }

    // The arguments of verify since the last call of this function.
    std::vector<Asked> verified() {
        const std::lock_guard lock(mutex_);
        return std::move(asked_);
    }

private:
    static SpyPasswords& of(void* ctx) { return *static_cast<SpyPasswords*>(ctx); }

    static portico_status hash(void* ctx, portico_str password, const portico_sink* out, portico_error* why) {
        if (of(ctx).busy || of(ctx).noNewHashes) return PORTICO_UNAVAILABLE;
        return of(ctx).real_.hash(of(ctx).real_.ctx, password, out, why);
    }
    static portico_status verify(void* ctx, portico_str password, portico_str hash, portico_str costliest,
                                 std::uint32_t* upgrade, portico_error* why) {
        of(ctx).remember({std::string(view(hash)), std::string(view(costliest))});
        if (of(ctx).busy) return PORTICO_UNAVAILABLE;
        return of(ctx).real_.verify(of(ctx).real_.ctx, password, hash, costliest, upgrade, why);
    }
    static portico_status acceptable(void* ctx, portico_str hash, portico_error* why) {
        return of(ctx).real_.acceptable(of(ctx).real_.ctx, hash, why);
    }
    static std::uint64_t cost(void* ctx, portico_str hash) { return of(ctx).real_.cost(of(ctx).real_.ctx, hash); }

    void remember(Asked asked) {
        std::function<void()> then;
        {
            const std::lock_guard lock(mutex_);
            asked_.push_back(std::move(asked));
            then = std::exchange(whileHashing, nullptr);
        }
        if (then) then();
    }

    const portico_passwords& real_;
    portico_passwords table_;
    std::mutex mutex_;
    std::vector<Asked> asked_;
};

} // namespace portico::test
