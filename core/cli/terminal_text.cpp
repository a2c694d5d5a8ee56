// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal_text.h"

#include <unistd.h>

namespace portico::cli {

namespace {

constexpr unsigned char beforeC1 = 0xc2; // U+0080 to U+009F are this byte and one of 0x80 to 0x9F

bool isControl(unsigned char byte) { return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f; }
bool isContinuationOfC1(unsigned char byte) { return byte >= 0x80 && byte < 0xa0; }

} // namespace

std::streambuf::int_type TerminalText::overflow(int_type character) {
    if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
    const auto byte = static_cast<unsigned char>(traits_type::to_char_type(character));
    bool isWritten = true;
    if (isPending_) {
        isPending_ = false;
        if (isContinuationOfC1(byte)) return escape(beforeC1) && escape(byte) ? character : traits_type::eof();
        isWritten = put(beforeC1);
    }
    if (byte == beforeC1)
        isPending_ = true;
    else
        isWritten = isWritten && (isControl(byte) ? escape(byte) : put(byte));
    return isWritten ? character : traits_type::eof();
}

int TerminalText::sync() { return out_.pubsync(); }

bool TerminalText::put(unsigned char byte) { return out_.sputc(static_cast<char>(byte)) != traits_type::eof(); }

bool TerminalText::escape(unsigned char byte) {
    constexpr char digits[] = "0123456789abcdef";
    const char text[] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
    return out_.sputn(text, sizeof text) == sizeof text;
}

TerminalGuard::TerminalGuard(std::ostream& stream, int descriptor)
    : stream_(stream), before_(stream.rdbuf()), text_(*before_) {
    if (::isatty(descriptor) == 1) stream.rdbuf(&text_);
}

TerminalGuard::~TerminalGuard() {
    stream_.flush();
    stream_.rdbuf(before_);
}

} // namespace portico::cli
