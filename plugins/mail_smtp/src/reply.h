// SPDX-License-Identifier: Apache-2.0
// A reply of an SMTP server (RFC 5321, 4.2), parsed strictly and with limits: what a server sends is untrusted. Never throws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mail_smtp {

struct Reply {
    int code = 0;                     // 200 to 599
    std::vector<std::string> lines{}; // the texts behind the codes, in printable ASCII; other bytes are '?'

    bool isPositive() const { return code >= 200 && code < 300; }
    bool isIntermediate() const { return code >= 300 && code < 400; }
    std::string text() const; // code and text in one line, shortened, for error messages
};

class ReplyParser {
public:
    static constexpr std::size_t longestLine = 2000; // bytes with the line end
    static constexpr std::size_t mostLines = 100;

    enum class State { Incomplete, Complete, Malformed };

    // Takes bytes up to the end of the reply, and returns how many. Takes nothing when the reply is complete or malformed.
    std::size_t take(std::string_view bytes);
    State state() const { return state_; }
    const Reply& reply() const { return reply_; } // once it is complete

private:
    void endLine();

    State state_ = State::Incomplete;
    Reply reply_;
    std::string line_;
};

// What a server says in its reply to EHLO that it can do. What is malformed does not count.
struct Extensions {
    bool startTls = false;
    bool plain = false, login = false; // of AUTH
    std::uint64_t size = 0;            // the longest message in bytes; 0: unknown
};
Extensions extensionsOf(const Reply& ehlo);

} // namespace mail_smtp
