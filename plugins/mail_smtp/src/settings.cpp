// SPDX-License-Identifier: Apache-2.0
#include "settings.h"

#include <Poco/Net/IPAddress.h>
#include <portico/mail_rules.hpp>

namespace mail_smtp {

namespace {

[[noreturn]] void refuse(std::string_view setting, std::string_view sentence) {
    throw portico::Error(PORTICO_INVALID, "plugins.mail_smtp." + std::string(setting) + ": " + std::string(sentence));
}

bool isAddress(const std::string& text) {
    Poco::Net::IPAddress address;
    return Poco::Net::IPAddress::tryParse(text, address);
}

// What the name resolves to is checked when a connection is made.
bool mayBeThisMachine(const std::string& server) {
    Poco::Net::IPAddress address;
    return server == "localhost" || (Poco::Net::IPAddress::tryParse(server, address) && address.isLoopback());
}

Encryption encryptionOf(std::string_view text) {
    if (text == "none") return Encryption::None;
    return text == "tls" ? Encryption::Tls : Encryption::StartTls;
}

void checkServer(const Settings& settings) {
    if (settings.server.empty()) refuse("host", "is empty; write the name of the mail server");
    if (!isAddress(settings.server) && (settings.server.size() > 253 || !portico::detail::isDomain(settings.server)))
        refuse("host", "is neither a host name nor an IP address");
    if (settings.encryption == Encryption::None && !mayBeThisMachine(settings.server))
        refuse("tls", "\"none\" is only for a mail server on this machine (localhost); write \"starttls\" or \"tls\"");
}

void checkCredentials(const Settings& settings) {
    for (const std::string* text : {&settings.user, &settings.password})
        if (text->size() > 1000 || !portico::isUtf8(*text) || portico::hasControl(*text))
            refuse(text == &settings.user ? "user" : "password",
                   "must be UTF-8 without control characters, at most 1000 bytes");
    if (settings.user.empty() != settings.password.empty())
        refuse(settings.user.empty() ? "user" : "password", "is empty; user and password belong together");
}

void checkSender(const portico::MailAddress& from) {
    try {
        portico::mustBeMailAddress(from);
    } catch (const portico::Error& error) {
        refuse("from", error.what());
    }
}

} // namespace

Settings readSettings(const portico::Host& host) {
    Settings settings{std::string(host.setting("host")),
                      static_cast<std::uint16_t>(host.integer("port")),
                      encryptionOf(host.setting("tls")),
                      std::string(host.setting("ca_file")),
                      std::string(host.setting("user")),
                      std::string(host.setting("password")),
                      {std::string(host.setting("from")), std::string(host.setting("from_name"))},
                      host.duration("connect_timeout"),
                      host.duration("timeout"),
                      static_cast<std::ptrdiff_t>(host.integer("sessions"))};
    checkServer(settings);
    checkCredentials(settings);
    checkSender(settings.from);
    return settings;
}

} // namespace mail_smtp
