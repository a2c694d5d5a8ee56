// SPDX-License-Identifier: Apache-2.0
#include "host/services/hashing.h"

namespace portico::host {

std::shared_ptr<const PasswordsService> PasswordsServices::within(const passwords::Limits& limits) {
    const MutexLock lock(mutex_);
    if (!service_ || limits != limits_) {
        service_ = std::make_shared<const PasswordsService>(limits, blocked_);
        limits_ = limits;
    }
    return service_;
}

} // namespace portico::host
