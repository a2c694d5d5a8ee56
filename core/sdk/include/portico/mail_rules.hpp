// SPDX-License-Identifier: Apache-2.0
// Which messages and addresses may be sent: the rules of <portico/abi/mail.h>, for providers of mail and for plugins that ask people
// for an address. They are stricter than RFC 5321 and 5322, so that no value can end a header line or an SMTP command.
// Threads: pure functions. Errors: Error(PORTICO_INVALID) with a sentence for the administrator, which does not repeat the value.
//
// Example:
//
//     bool mayRegister(std::string_view address) { return portico::mailAddressProblem(address).empty(); }
//     void mustBeGood(const portico::MailMessage& message) { portico::mustBeMail(message); }
#pragma once

#include <portico/mail.hpp>
#include <portico/utf8.hpp>

namespace portico {

namespace detail {

constexpr bool isAsciiLetterOrDigit(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// atext of RFC 5322 without % and !, with which old servers relay mail to elsewhere, and dots between.
constexpr bool isLocalPart(std::string_view text) noexcept {
    if (text.empty() || text.size() > 64 || text.front() == '.' || text.front() == '-' || text.back() == '.')
        return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool isDot = text[at] == '.' && text[at - 1] != '.';
        if (!isDot && !isAsciiLetterOrDigit(text[at]) &&
            std::string_view("#$&'*+-/=?^_`{|}~").find(text[at]) == std::string_view::npos)
            return false;
    }
    return true;
}

constexpr bool isLabel(std::string_view text) noexcept {
    if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') return false;
    for (const char c : text)
        if (!isAsciiLetterOrDigit(c) && c != '-') return false;
    return true;
}

// A domain name whose last label has a letter: 127.0.0.1 is none.
constexpr bool isDomain(std::string_view text) noexcept {
    while (true) {
        const std::size_t dot = text.find('.');
        if (!isLabel(text.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return text.find_first_not_of("0123456789") != std::string_view::npos;
        text.remove_prefix(dot + 1);
    }
}

} // namespace detail

// Why this is not an address that can be used; empty if it is one.
constexpr std::string_view mailAddressProblem(std::string_view address) noexcept {
    for (const char c : address)
        if (static_cast<unsigned char>(c) >= 0x80)
            return "a mail address must be in ASCII; write an international domain in its xn-- form";
    const std::size_t at = address.rfind('@');
    if (address.size() > 254) return "a mail address has at most 254 bytes";
    if (at == std::string_view::npos || !detail::isLocalPart(address.substr(0, at)))
        return "a mail address is NAME@DOMAIN with a simple name: letters, digits, single dots and a few signs";
    if (!detail::isDomain(address.substr(at + 1)))
        return "the part of a mail address after the @ must be a domain name";
    return {};
}

namespace detail {

[[noreturn]] inline void refuseMail(std::string_view sentence) { throw Error(PORTICO_INVALID, std::string(sentence)); }

inline void mustBeMailName(std::string_view name) {
    if (name.size() > PORTICO_MAIL_NAME || !isUtf8(name) || hasControl(name))
        refuseMail("the name beside a mail address must be UTF-8 without control characters, at most 200 bytes");
}

// `text` may be empty.
inline void mustBeMailText(std::string_view text) {
    if (text.size() > PORTICO_MAIL_TEXT) refuseMail("the text of a mail has at most 1 MiB, and so has its HTML");
    if (!isUtf8(text) || hasControl(text, "\t\r\n"))
        refuseMail("the text of a mail must be UTF-8 without control characters");
    for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1))
        if (text.substr(at + 1, 1) != "\n") refuseMail("the lines of a mail must end in LF or CR LF");
}

} // namespace detail

// Throws Error(PORTICO_INVALID) unless the address and its name can be used.
inline void mustBeMailAddress(const MailAddress& one) {
    if (const std::string_view problem = mailAddressProblem(one.address); !problem.empty()) detail::refuseMail(problem);
    detail::mustBeMailName(one.name);
}

// Throws Error(PORTICO_INVALID) if the message breaks a rule. Call it before anything is done with a message.
inline void mustBeMail(const MailMessage& message) {
    if (message.to.empty() || message.to.size() > PORTICO_MAIL_RECIPIENTS)
        detail::refuseMail("a mail has 1 to 20 recipients");
    for (const MailAddress& one : message.to) mustBeMailAddress(one);
    if (!message.replyTo.address.empty()) mustBeMailAddress(message.replyTo);
    const std::string& subject = message.subject;
    if (subject.empty() || subject.size() > PORTICO_MAIL_SUBJECT || !isUtf8(subject) || hasControl(subject))
        detail::refuseMail("the subject of a mail must have 1 to 500 bytes of UTF-8 without control characters");
    if (message.text.empty()) detail::refuseMail("a mail needs a plain text, also if it has HTML");
    detail::mustBeMailText(message.text);
    detail::mustBeMailText(message.html);
}

} // namespace portico
