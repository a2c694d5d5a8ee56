// SPDX-License-Identifier: Apache-2.0
// Looks for the end of a request head in a buffer that grows, each byte once, and notices at once what can never become one: a
// client that trickles garbage, or more than the limits, is refused without being waited for. Keeps no bytes and understands no
// line: that is parseRequestHead's, which gets what is complete here.
#pragma once

#include <cstddef>
#include <string_view>

namespace portico::http::syntax {

struct HeadLimits {
    std::size_t target = 8192;       // bytes of the request target
    std::size_t headerCount = 100;   // header fields
    std::size_t headerBytes = 16384; // bytes of all header lines, each with its CRLF

    // The longest request line with its CRLF: "METHOD target HTTP/1.1".
    constexpr std::size_t requestLineBytes() const noexcept { return mostMethodBytes + target + 12; }

    static constexpr std::size_t mostMethodBytes = 32; // the longest that is registered has 17
    static constexpr std::size_t mostEmptyLines =
        4; // in front of the request line; of clients that end a body with CRLF
};

class HeadScan {
public:
    enum class State { NeedMore, Complete, Bad };
    struct Result {
        State state = State::NeedMore;
        std::size_t length = 0;  // Complete: of the head, from the begin of the buffer to behind its last CRLF
        int status = 0;          // Bad: 400, 414 or 431
        std::string_view reason; // Bad: for the log
    };

    // `buffer` begins where it began in the call before, and has only become longer. After Complete or Bad: a new HeadScan. The
    // result does not depend on the pieces in which the bytes came.
    Result next(std::string_view buffer, const HeadLimits& limits) noexcept;

private:
    std::size_t bound(const HeadLimits& limits) const noexcept;
    bool endLine(std::size_t behind) noexcept;

    std::size_t at_ = 0;         // looked at up to here
    std::size_t lineBegin_ = 0;  // of the line that is not complete yet
    std::size_t partBegin_ = 0;  // of the request line; then, of the header
    std::size_t emptyLines_ = 0; // in front of the request line
    bool inHeader_ = false;
};

} // namespace portico::http::syntax
