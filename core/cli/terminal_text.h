// SPDX-License-Identifier: Apache-2.0
// Text for a terminal. Messages contain texts of plugins, file names and answers of a server; a control character in them could
// move the cursor, change the title or send keys. On a terminal each is shown as \xHH; a pipe or file gets the bytes unchanged.
#pragma once

#include <ostream>
#include <streambuf>

namespace portico::cli {

// Escapes what is written: all control characters of ASCII except line feed and tab, and those of U+0080 to U+009F.
class TerminalText final : public std::streambuf {
public:
    explicit TerminalText(std::streambuf& out) : out_(out) {}

protected:
    int_type overflow(int_type character) override;
    int sync() override;

private:
    bool put(unsigned char byte);
    bool escape(unsigned char byte);

    std::streambuf& out_;
    bool isPending_ = false; // the byte 0xC2, which begins U+0080 to U+00BF
};

// While it exists, `stream` writes through TerminalText if `descriptor` is a terminal.
class TerminalGuard {
public:
    TerminalGuard(std::ostream& stream, int descriptor);
    ~TerminalGuard();
    TerminalGuard(const TerminalGuard&) = delete;
    TerminalGuard& operator=(const TerminalGuard&) = delete;

private:
    std::ostream& stream_;
    std::streambuf* const before_;
    TerminalText text_;
};

} // namespace portico::cli
