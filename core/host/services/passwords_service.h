// SPDX-License-Identifier: Apache-2.0
// The service "portico.host.passwords/1" of portico/abi/passwords.h, on core/passwords.
#pragma once

#include "base/mutex.h"
#include "config/settings.h"
#include "http/wire/lanes/blocked_lanes.h"
#include "passwords/passwords.h"

#include <portico/abi.h>

#include <atomic>
#include <cstdint>
#include <memory>

namespace portico::host {

passwords::Limits hashingLimits(const config::Settings& settings);

// Calls since the start. Any thread.
struct PasswordCalls {
    std::atomic<std::uint64_t> done{0}, refused{0};
};

class PasswordsService {
public:
    // `away` counts the lanes that wait for a hash, `calls` the calls.
    PasswordsService(const passwords::Limits& limits, std::shared_ptr<http::wire::BlockedLanes> away,
                     std::shared_ptr<PasswordCalls> calls);
    PasswordsService(const PasswordsService&) = delete;
    PasswordsService& operator=(const PasswordsService&) = delete;

    const portico_passwords* table() const noexcept { return &table_; }
    const passwords::BoundedPool& pool() const noexcept { return passwords_.pool(); }

private:
    static portico_status hash(void* self, portico_str password, const portico_sink* out, portico_error* why) noexcept;
    static portico_status verify(void* self, portico_str password, portico_str hash, portico_str costliest,
                                 std::uint32_t* upgrade, portico_error* why) noexcept;

    passwords::Passwords passwords_;
    std::shared_ptr<http::wire::BlockedLanes> blocked_;
    std::shared_ptr<PasswordCalls> calls_;
    portico_passwords table_;
};

// The service for all generations. It stays the same as long as its limits do, so that two generations together do not hash more
// at a time than one.
class PasswordsServices {
public:
    explicit PasswordsServices(std::shared_ptr<http::wire::BlockedLanes> away) : blocked_(std::move(away)) {}

    // May be called on any thread.
    std::shared_ptr<const PasswordsService> within(const passwords::Limits& limits);

    // For metrics: calls since the start, and jobs in the pool of the current service.
    struct Use {
        std::uint64_t done = 0, refused = 0;
        std::size_t running = 0, waiting = 0;
    };
    Use use();

private:
    std::shared_ptr<http::wire::BlockedLanes> blocked_;
    const std::shared_ptr<PasswordCalls> calls_ = std::make_shared<PasswordCalls>();
    Mutex mutex_;
    passwords::Limits limits_ PORTICO_GUARDED_BY(mutex_){};
    std::shared_ptr<const PasswordsService> service_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
