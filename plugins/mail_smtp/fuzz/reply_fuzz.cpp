// SPDX-License-Identifier: Apache-2.0
// Any bytes as replies of a mail server: within the limits, printable, and the same however the bytes are divided.
#include "reply.h"

#include <cstdint>
#include <cstdlib>

using mail_smtp::ReplyParser;

namespace {

void check(const ReplyParser& parser) {
    const mail_smtp::Reply& reply = parser.reply();
    if (reply.code < 200 || reply.code > 599 || reply.lines.empty() || reply.lines.size() > ReplyParser::mostLines)
        std::abort();
    for (const std::string& line : reply.lines)
        for (const char c : line)
            if (c < ' ' || c > '~' || line.size() > ReplyParser::longestLine) std::abort();
    if (reply.text().size() > 500) std::abort();
    static_cast<void>(mail_smtp::extensionsOf(reply));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    ReplyParser whole, single;
    const std::size_t taken = whole.take(bytes);
    std::size_t one = 0;
    for (const char& byte : bytes) one += single.take({&byte, 1});
    if (taken != one || whole.state() != single.state()) std::abort();
    if (whole.state() == ReplyParser::State::Complete) check(whole);
    return 0;
}
