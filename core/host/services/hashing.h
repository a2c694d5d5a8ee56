// SPDX-License-Identifier: Apache-2.0
// Password hashing for all generations. The service stays the same as long as its limits do, so that two generations together
// do not hash more at a time than one.
#pragma once

#include "base/mutex.h"
#include "host/services/passwords_service.h"

#include <memory>

namespace portico::host {

class PasswordsServices {
public:
    explicit PasswordsServices(std::shared_ptr<http::wire::BlockedLanes> away) : blocked_(std::move(away)) {}

    // May be called on any thread.
    std::shared_ptr<const PasswordsService> within(const passwords::Limits& limits);

private:
    std::shared_ptr<http::wire::BlockedLanes> blocked_;
    Mutex mutex_;
    passwords::Limits limits_ PORTICO_GUARDED_BY(mutex_){};
    std::shared_ptr<const PasswordsService> service_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
