// SPDX-License-Identifier: Apache-2.0
// Searches a growing buffer for the end of a request head, examining each byte once, and detects at once what cannot become a
// head: a client that sends garbage slowly, or exceeds a limit, is refused without waiting. Keeps no bytes and parses no lines;
// parseRequestHead parses the complete head.
#pragma once

#include <cstddef>
#include <string_view>

namespace portico::http::syntax {

struct HeadLimits {
    std::size_t target = 8192;       // bytes of the request target
    std::size_t headerCount = 100;   // header fields
    std::size_t headerBytes = 16384; // bytes of all header lines, each with its CRLF

    // The maximum length of a request line with its CRLF: "METHOD target HTTP/1.1".
    constexpr std::size_t requestLineBytes() const noexcept { return mostMethodBytes + target + 12; }

    static constexpr std::size_t mostMethodBytes = 32; // the longest registered one has 17
    // Before the request line: some clients send a CRLF after a body.
    static constexpr std::size_t mostEmptyLines = 4;
};

class HeadScan {
public:
    enum class State { NeedMore, Complete, Bad };
    struct Result {
        State state = State::NeedMore;
        std::size_t length = 0;  // Complete: length of the head, including its last CRLF
        int status = 0;          // Bad: 400, 414 or 431
        std::string_view reason; // Bad: for the log
    };

    // `buffer` must begin as in the call before and may only have grown. After Complete or Bad, use a new HeadScan. The result
    // does not depend on how the bytes were split.
    Result next(std::string_view buffer, const HeadLimits& limits) noexcept;

private:
    std::size_t bound(const HeadLimits& limits) const noexcept;
    bool endLine(std::size_t behind) noexcept;

    std::size_t at_ = 0;         // examined up to here
    std::size_t lineBegin_ = 0;  // of the incomplete line
    std::size_t partBegin_ = 0;  // of the request line; then of the header
    std::size_t emptyLines_ = 0; // before the request line
    bool inHeader_ = false;
};

} // namespace portico::http::syntax
