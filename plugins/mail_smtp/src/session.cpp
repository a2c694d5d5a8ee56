// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include <Poco/Net/NetException.h>
#include <array>
#include <sodium.h>

namespace mail_smtp {

namespace {

// 530 to 539 are about the login (RFC 4954), not about the message.
[[noreturn]] void refused(const Reply& reply, std::string_view what) {
    const bool isFinal = reply.code >= 500 && reply.code / 10 != 53;
    throw portico::Error(isFinal ? PORTICO_DENIED : PORTICO_UNAVAILABLE,
                         "the mail server refuses " + std::string(what) + ": " + reply.text());
}

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

} // namespace

Session::Session(const Settings& settings, const Poco::Net::Context::Ptr& context, Deadline deadline)
    : settings_(settings), deadline_(deadline), connection_(settings, deadline) {
    if (settings_.encryption == Encryption::Tls) encrypt(context);
    greet();
    hello();
    if (settings_.encryption == Encryption::StartTls) {
        if (!extensions_.startTls)
            unavailable("the mail server does not offer STARTTLS, and nothing is sent in plain text; its port for "
                        "plugins.mail_smtp.tls = \"tls\" is usually 465");
        if (!ask("STARTTLS").isPositive()) unavailable("the mail server refuses STARTTLS");
        encrypt(context);
        hello(); // what was said in plain text does not count
    }
    if (!settings_.user.empty()) logIn();
}

void Session::greet() {
    if (const Reply reply = receive(); !reply.isPositive())
        unavailable("the mail server refuses connections: " + reply.text());
}

void Session::hello() {
    const std::string& from = settings_.from.address;
    const Reply reply = ask("EHLO " + from.substr(from.rfind('@') + 1));
    if (!reply.isPositive()) unavailable("the mail server refuses EHLO: " + reply.text());
    extensions_ = extensionsOf(reply);
}

void Session::encrypt(const Poco::Net::Context::Ptr& context) {
    if (!unread_.empty()) unavailable("the mail server sends data between STARTTLS and the handshake");
    try {
        connection_.startTls(context, settings_.server, deadline_);
    } catch (const Poco::Exception& error) {
        unavailable("TLS failed: " + error.displayText() + "; the certificate must be for " + settings_.server +
                    " and come from an authority that is trusted, see plugins.mail_smtp.ca_file");
    }
}

// The texts of the replies are not shown: a server might repeat what it was sent.
void Session::logIn() {
    Reply reply;
    if (extensions_.plain) {
        const std::string nul(1, '\0');
        reply = ask("AUTH PLAIN " + base64(nul + settings_.user + nul + settings_.password));
    } else if (extensions_.login) {
        reply = ask("AUTH LOGIN");
        if (reply.isIntermediate()) reply = ask(base64(settings_.user));
        if (reply.isIntermediate()) reply = ask(base64(settings_.password));
    } else {
        unavailable("the mail server offers no login with AUTH PLAIN or AUTH LOGIN");
    }
    if (!reply.isPositive())
        unavailable("the mail server refuses the login (" + std::to_string(reply.code) +
                    "); see plugins.mail_smtp.user and password");
}

void Session::deliver(const std::vector<portico::MailAddress>& to, const std::string& mail) {
    if (extensions_.size != 0 && mail.size() > extensions_.size)
        throw portico::Error(PORTICO_DENIED, "the mail is larger than the mail server accepts");
    say("MAIL FROM:<" + settings_.from.address + '>', "the sender");
    for (const portico::MailAddress& one : to) say("RCPT TO:<" + one.address + '>', "a recipient");
    if (const Reply reply = ask("DATA"); !reply.isIntermediate()) refused(reply, "the mail");
    connection_.write(mail, deadline_);
    say(".", "the mail");
}

void Session::quit() noexcept {
    try {
        connection_.write("QUIT\r\n", deadline_);
    } catch (const std::exception&) { // the mail has been accepted
    }
}

void Session::say(std::string_view command, std::string_view what) {
    if (const Reply reply = ask(command); !reply.isPositive()) refused(reply, what);
}

Reply Session::ask(std::string_view command) {
    if (!unread_.empty()) unavailable("the mail server sends more than it was asked for");
    connection_.write(std::string(command) + "\r\n", deadline_);
    return receive();
}

Reply Session::receive() {
    ReplyParser parser;
    std::array<char, 4096> buffer;
    while (true) {
        unread_.erase(0, parser.take(unread_));
        if (parser.state() == ReplyParser::State::Complete) return parser.reply();
        if (parser.state() == ReplyParser::State::Malformed)
            unavailable("the mail server's reply is malformed or too long");
        unread_.assign(buffer.data(), connection_.read(buffer.data(), buffer.size(), deadline_));
    }
}

} // namespace mail_smtp
