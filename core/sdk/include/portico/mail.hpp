// SPDX-License-Identifier: Apache-2.0
// Mail in C++, on both sides of <portico/abi/mail.h>, whose rules apply: Mailer for plugins that send, Mail and mailTable for plugins
// that provide the capability. Not part of <portico/plugin.hpp>.
// Threads: [request]. Errors: Error with the status of abi/mail.h; PORTICO_UNAVAILABLE alone is worth another attempt.
//
// Example, a plugin with "needs": ["portico.mail/1"] that sends in a task, so that nobody waits, and a provider with "provides":
//
//     void invite(const portico::Host& host, const std::string& address) { // from start() on
//         const portico::Mailer mailer(host);
//         host.tasks().now("invite", [mailer, address](const portico::TaskRun&) {
//             mailer.send({{{address, ""}}, "You are invited", "Come to https://example.org/.\n", "", {}});
//         });
//     }
//     class Printer : public portico::Plugin, private portico::Mail {
//     public:
//         explicit Printer(portico::Host) {}
//         portico::Mail& mail() { return *this; }
//         const void* ownCapability(std::string_view id) const noexcept override {
//             return id == PORTICO_MAIL ? &portico::mailTable<Printer> : nullptr;
//         }
//
//     private:
//         void send(const portico::MailMessage&) override { throw portico::Error(PORTICO_UNAVAILABLE, "no paper"); }
//     };
#pragma once

#include <portico/capability.hpp>

#include <vector>

namespace portico {

struct MailAddress {
    std::string address;
    std::string name{}; // may be empty
};

struct MailMessage {
    std::vector<MailAddress> to;
    std::string subject;
    std::string text;
    std::string html{};    // may be empty
    MailAddress replyTo{}; // may have no address
};

// The interface of a provider. Throws Error.
class Mail {
public:
    virtual ~Mail() = default;
    virtual void send(const MailMessage& message) = 0;
};

// The mail system that the plugin needs. Copy it freely; valid from start() until the end of stop().
class Mailer {
public:
    // Throws Error if the manifest does not need portico.mail/1, or before start().
    explicit Mailer(const Host& host) : provider_(host, PORTICO_MAIL) {}

    // Returns when the mail system has accepted the message. Throws Error otherwise.
    void send(const MailMessage& message) const {
        std::vector<portico_mail_address> to;
        for (const MailAddress& one : message.to) to.push_back(borrow(one));
        const portico_mail_message c{sizeof(portico_mail_message),
                                     0,
                                     to.data(),
                                     to.size(),
                                     borrow(message.replyTo),
                                     str(message.subject),
                                     str(message.text),
                                     str(message.html)};
        provider_.call(&portico_mail::send, &c);
    }

private:
    static portico_mail_address borrow(const MailAddress& one) noexcept { return {str(one.name), str(one.address)}; }

    NeededCapability<portico_mail> provider_;
};

// The message of a caller. Throws Error(PORTICO_INVALID) if it has too many recipients.
inline MailMessage mailFrom(const portico_mail_message& c) {
    const auto address = [](const portico_mail_address& one) {
        return MailAddress{std::string(view(one.address)), std::string(view(one.name))};
    };
    if (c.to_count > PORTICO_MAIL_RECIPIENTS) throw Error(PORTICO_INVALID, "a mail has at most 20 recipients");
    MailMessage message{
        {}, std::string(view(c.subject)), std::string(view(c.text)), std::string(view(c.html)), address(c.reply_to)};
    for (std::size_t i = 0; i < c.to_count; ++i) message.to.push_back(address(c.to[i]));
    return message;
}

// The table of a plugin class that has `Mail& mail()`.
template <class T>
inline constexpr portico_mail mailTable{
    sizeof(portico_mail), 0,
    [](void* self, const portico_mail_message* message, portico_error* why) noexcept -> portico_status {
        return provide<T>(self, why, [message](T& plugin) { plugin.mail().send(mailFrom(*message)); });
    }};

} // namespace portico
