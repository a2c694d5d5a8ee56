// SPDX-License-Identifier: Apache-2.0
// The service "portico.host.passwords/1" of abi.h, on core/passwords.
#pragma once

#include "config/settings.h"
#include "passwords/passwords.h"

#include <portico/abi.h>

namespace portico::host {

passwords::Limits hashingLimits(const config::Settings& settings);

class PasswordsService {
public:
    explicit PasswordsService(const passwords::Limits& limits);
    PasswordsService(const PasswordsService&) = delete;
    PasswordsService& operator=(const PasswordsService&) = delete;

    const portico_passwords* table() const noexcept { return &table_; }

private:
    passwords::Passwords passwords_;
    portico_passwords table_;
};

} // namespace portico::host
