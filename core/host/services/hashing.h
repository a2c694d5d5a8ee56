// SPDX-License-Identifier: Apache-2.0
// The one place where passwords are hashed, through all generations: as long as its limits stay the same it stays the same, so
// that two generations together hash no more at a time than one.
#pragma once

#include "host/services/passwords_service.h"

#include <memory>
#include <mutex>

namespace portico::host {

class PasswordsServices {
public:
    explicit PasswordsServices(std::shared_ptr<http::wire::BlockedLanes> away) : blocked_(std::move(away)) {}

    // By any thread.
    std::shared_ptr<const PasswordsService> within(const passwords::Limits& limits);

private:
    std::shared_ptr<http::wire::BlockedLanes> blocked_;
    std::mutex mutex_;
    passwords::Limits limits_{};
    std::shared_ptr<const PasswordsService> service_;
};

} // namespace portico::host
