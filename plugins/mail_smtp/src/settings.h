// SPDX-License-Identifier: Apache-2.0
// The settings of the plugin, checked.
#pragma once

#include <chrono>
#include <cstdint>
#include <portico/mail.hpp>
#include <string>

namespace mail_smtp {

enum class Encryption { StartTls, Tls, None };

struct Settings {
    std::string server; // a name or an IP address
    std::uint16_t port = 0;
    Encryption encryption = Encryption::StartTls;
    std::string caFile; // empty: the authorities of the system
    std::string user, password;
    portico::MailAddress from;
    std::chrono::seconds connectTimeout{}, timeout{};
    std::ptrdiff_t sessions = 0;

    std::string place() const { return server + ':' + std::to_string(port); } // for messages
};

// Throws portico::Error(PORTICO_INVALID) that names the setting to correct.
Settings readSettings(const portico::Host& host);

} // namespace mail_smtp
