// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, and at most so many sessions at a time.
#include "session.h"
#include "tls_context.h"

#include <portico/mail_text.hpp>
#include <portico/plugin.hpp>

#include <array>
#include <semaphore>
#include <sodium.h>

namespace mail_smtp {

namespace {

constexpr std::ptrdiff_t mostSessions = 32;
using Sessions = std::counting_semaphore<mostSessions>;

class Place {
public:
    Place(Sessions& sessions, Deadline deadline) : sessions_(sessions) {
        if (!sessions_.try_acquire_until(deadline))
            throw portico::Error(PORTICO_UNAVAILABLE, "all sessions with the mail server are in use; see "
                                                      "plugins.mail_smtp.sessions");
    }
    ~Place() { sessions_.release(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    Sessions& sessions_;
};

std::string randomName() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string name(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(name.data(), name.size(), bytes.data(), bytes.size());
    name.pop_back();
    return name;
}

} // namespace

class MailSmtp final : public portico::Plugin, private portico::Mail {
public:
    explicit MailSmtp(portico::Host host) : host_(host), settings_(readSettings(host)), sessions_(settings_.sessions) {
        if (sodium_init() < 0) throw portico::Error(PORTICO_FAILED, "libsodium cannot be initialized");
        if (settings_.encryption != Encryption::None) context_ = tlsContext(settings_.server, settings_.caFile);
    }

    portico::Mail& mail() { return *this; }
    const void* ownCapability(std::string_view id) const noexcept override {
        return id == PORTICO_MAIL ? &portico::mailTable<MailSmtp> : nullptr;
    }

private:
    void send(const portico::MailMessage& message) override {
        const std::string mail = portico::mailText(message, {settings_.from, host_.nowSeconds(), randomName()});
        try {
            deliver(message, mail);
        } catch (const Poco::Exception& error) {
            throw portico::Error(PORTICO_UNAVAILABLE, settings_.place() + ": " + error.displayText());
        } catch (const portico::Error& error) {
            throw portico::Error(error.status(), settings_.place() + ": " + error.what());
        }
    }
    void deliver(const portico::MailMessage& message, const std::string& mail) {
        const Deadline deadline = std::chrono::steady_clock::now() + settings_.timeout;
        const Place place(sessions_, deadline);
        Session session(settings_, context_, deadline);
        session.deliver(message.to, mail);
        session.quit();
    }

    const portico::Host host_;
    const Settings settings_;
    Poco::Net::Context::Ptr context_;
    Sessions sessions_;
};

} // namespace mail_smtp

// The formatter would break up the JSON.
// clang-format off
PORTICO_PLUGIN(mail_smtp::MailSmtp, {
    "id": "mail_smtp",
    "version": "1.0.0",
    "summary": "Sends mails through a mail server (SMTP), with verified TLS.",
    "provides": ["portico.mail/1"],
    "settings": {
        "host": {"type": "string", "default": "", "help": "Name or IP address of the mail server; its certificate must be for it."},
        "port": {"type": "integer", "default": 587, "min": 1, "max": 65535, "help": "Port of the mail server: usually 587 with starttls, 465 with tls."},
        "tls": {"type": "enum", "values": ["starttls", "tls", "none"], "default": "starttls", "help": "Encryption: STARTTLS, TLS from the first byte, or none, only for a server on this machine."},
        "ca_file": {"type": "path", "default": "", "help": "PEM file with the authorities that may have issued the server's certificate; if empty, those of the system."},
        "user": {"type": "string", "default": "", "help": "Name for the login at the mail server; if empty, no login."},
        "password": {"type": "string", "default": "", "secret": true, "help": "Password for the login."},
        "from": {"type": "string", "default": "", "help": "Address from which the site writes."},
        "from_name": {"type": "string", "default": "", "help": "Name beside that address; may be empty."},
        "connect_timeout": {"type": "duration", "default": "10s", "min": "1s", "max": "1m", "help": "How long a connection may take to open."},
        "timeout": {"type": "duration", "default": "1m", "min": "1s", "max": "10m", "help": "How long the delivery of a mail may take as a whole."},
        "sessions": {"type": "integer", "default": 4, "min": 1, "max": 32, "help": "Maximum number of mails that are being delivered; further ones wait."}
    }
});
