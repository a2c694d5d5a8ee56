// SPDX-License-Identifier: Apache-2.0
// The bytes of a mail (RFC 5322 and MIME), for providers of portico.mail/1. The result is 7-bit ASCII; its lines end in CR LF, have at
// most 998 bytes, and none begins with a dot, so that SMTP need not change it. Takes no time and no random numbers itself.
// Threads: a pure function. Errors: Error(PORTICO_INVALID) if the message or the sender breaks a rule of mail_rules.hpp.
//
// Example:
//
//     std::string bytesOf(const portico::MailMessage& message, const portico::Host& host, std::string unique) {
//         return portico::mailText(message, {{"site@example.org", "The Site"}, host.nowSeconds(), std::move(unique)});
//     }
#pragma once

#include <portico/http_date.hpp>
#include <portico/mail_encoding.hpp>
#include <portico/mail_rules.hpp>

namespace portico {

// What the provider adds to a message.
struct MailStamp {
    MailAddress from;
    std::int64_t seconds = 0; // the Date: since 1970-01-01 UTC
    std::string unique;       // 16 to 64 letters and digits, different for each message and unpredictable
};

namespace detail {

// "Sun, 06 Nov 1994 08:49:37 +0000"
inline std::string mailDate(std::int64_t seconds) {
    std::string date = formatHttpDate(seconds);
    return date.replace(date.size() - 3, 3, "+0000");
}

inline std::string mailAddressText(const MailAddress& one) {
    if (one.name.empty()) return '<' + one.address + '>';
    return mailPhrase(one.name, true) + "\r\n <" + one.address + '>';
}

inline std::string mailRecipients(const std::vector<MailAddress>& to) {
    std::string out;
    for (const MailAddress& one : to) out += (out.empty() ? "" : ",\r\n ") + mailAddressText(one);
    return out;
}

inline std::string mailPart(std::string_view type, std::string_view text) {
    return "Content-Type: " + std::string(type) +
           "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quotedPrintable(text);
}

// "=_" cannot occur in quoted-printable text. The line end before a boundary belongs to the boundary.
inline std::string mailAlternatives(const MailMessage& message, const std::string& unique) {
    const std::string boundary = "=_" + unique;
    return "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n" +
           mailPart("text/plain", message.text) + "\r\n--" + boundary + "\r\n" + mailPart("text/html", message.html) +
           "\r\n--" + boundary + "--\r\n";
}

inline void mustBeUnique(std::string_view text) {
    bool isGood = text.size() >= 16 && text.size() <= 64;
    for (const char c : text) isGood = isGood && isAsciiLetterOrDigit(c);
    if (!isGood) refuseMail("the unique part of a mail's id must have 16 to 64 letters and digits");
}

} // namespace detail

inline std::string mailText(const MailMessage& message, const MailStamp& stamp) {
    mustBeMail(message);
    mustBeMailAddress(stamp.from);
    detail::mustBeUnique(stamp.unique);
    std::string out = "From: " + detail::mailAddressText(stamp.from) + "\r\n";
    out += "To: " + detail::mailRecipients(message.to) + "\r\n";
    if (!message.replyTo.address.empty()) out += "Reply-To: " + detail::mailAddressText(message.replyTo) + "\r\n";
    out += "Subject: " + mailPhrase(message.subject, false) + "\r\n";
    out += "Date: " + detail::mailDate(stamp.seconds) + "\r\n";
    out += "Message-ID: <" + stamp.unique + stamp.from.address.substr(stamp.from.address.rfind('@')) + ">\r\n";
    out += "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n";
    return out + (message.html.empty() ? detail::mailPart("text/plain", message.text)
                                       : detail::mailAlternatives(message, stamp.unique));
}

} // namespace portico
