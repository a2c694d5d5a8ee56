// SPDX-License-Identifier: Apache-2.0
// One dialog with the mail server (RFC 5321): greeting, TLS (RFC 3207), login (RFC 4954), one message. Every step throws
// portico::Error: PORTICO_DENIED if the server refuses the message or a recipient for good, PORTICO_UNAVAILABLE for everything
// else, also a refused login, which an administrator can correct. No message contains the password.
#pragma once

#include "connection.h"
#include "reply.h"

namespace mail_smtp {

class Session {
public:
    // Connects, encrypts and logs in. `settings` must outlive this object. `context` is null for Encryption::None.
    Session(const Settings& settings, const Poco::Net::Context::Ptr& context, Deadline deadline);

    // Sends a mail, whose lines end in CR LF and do not begin with a dot, to all recipients or to none.
    void deliver(const std::vector<portico::MailAddress>& to, const std::string& mail);

    // Ends the dialog, without waiting for the answer.
    void quit() noexcept;

private:
    void greet();
    void hello();
    void encrypt(const Poco::Net::Context::Ptr& context);
    void logIn();
    void say(std::string_view command, std::string_view what); // must have a positive reply

    Reply ask(std::string_view command);
    Reply receive();

    const Settings& settings_;
    const Deadline deadline_;
    Connection connection_;
    Extensions extensions_;
    std::string unread_;
};

} // namespace mail_smtp
