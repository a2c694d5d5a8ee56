// SPDX-License-Identifier: Apache-2.0
// A chunked body. The few framing bytes are read one by one, data and trailer in the pieces that arrive.
#include "http/syntax/message/chunked.h"

#include <charconv>

namespace portico::http::syntax {

namespace {

constexpr std::string_view tooLong = "the body is longer than its limit";
constexpr std::string_view noCrlf = "a chunk or its size does not end in CRLF";

} // namespace

ChunkStep ChunkDecoder::next(std::string_view input) {
    using State = ChunkStep::State;
    std::size_t at = 0;
    while (at < input.size() && part_ != Part::Data && part_ != Part::End && part_ != Part::Fault)
        if (part_ == Part::Trailer)
            at += takeTrailer(input.substr(at));
        else
            takeByte(input[at++]);
    if (part_ == Part::Fault) return {State::Bad, 0, {}, status_, reason_};
    if (part_ == Part::End) return {State::Done, at};
    const std::string_view data = input.substr(at, part_ == Part::Data ? size_ : 0);
    if (data.empty()) return {State::NeedMore, at};
    size_ -= data.size();
    if (size_ == 0) part_ = Part::DataCr;
    return {State::Data, at + data.size(), data};
}

void ChunkDecoder::takeByte(char byte) noexcept {
    switch (part_) {
    case Part::Size: return takeSizeByte(byte);
    case Part::Extension: return takeExtensionByte(byte);
    case Part::SizeLf: return byte == '\n' ? endSize() : fail(400, noCrlf);
    case Part::DataCr: return expect(byte, '\r', Part::DataLf);
    default: return expect(byte, '\n', Part::Size); // DataLf
    }
}

void ChunkDecoder::takeSizeByte(char byte) noexcept {
    unsigned digit = 0;
    if (std::from_chars(&byte, &byte + 1, digit, 16).ec == std::errc()) {
        if (++digits_ > mostDigits) return fail(400, "a chunk size with too many digits");
        size_ = size_ * 16 + digit;
    } else if (digits_ == 0) {
        fail(400, "a chunk without a size");
    } else if (byte == ';') {
        part_ = Part::Extension;
    } else {
        expect(byte, '\r', Part::SizeLf);
    }
}

void ChunkDecoder::takeExtensionByte(char byte) noexcept {
    if (byte == '\r') {
        part_ = Part::SizeLf;
    } else if (!isFieldValue({&byte, 1})) {
        fail(400, "a control character in a chunk extension");
    } else if (++extension_ > mostExtensionBytes || ++extensions_ > mostExtensionBytesInAll) {
        fail(413, "the chunk extensions are longer than their limit");
    }
}

bool ChunkDecoder::limit(std::size_t most) noexcept {
    if (most >= most_) return true;
    if (announced() > most) return fail(413, tooLong), false;
    left_ = most - announced();
    most_ = most;
    return true;
}

void ChunkDecoder::endSize() noexcept {
    if (size_ > left_) return fail(413, tooLong);
    left_ -= static_cast<std::size_t>(size_);
    part_ = size_ > 0 ? Part::Data : Part::Trailer;
    digits_ = extension_ = 0;
}

// Returns the number of bytes consumed.
std::size_t ChunkDecoder::takeTrailer(std::string_view input) {
    const FieldLines::Step step = trailer_.next(input);
    if (step.state == FieldLines::State::End) part_ = Part::End;
    if (step.state == FieldLines::State::Malformed) fail(400, "a malformed trailer line");
    if (step.state == FieldLines::State::TooLong) fail(413, "the trailer is longer than its limits");
    return step.consumed;
}

void ChunkDecoder::expect(char byte, char expected, Part next) noexcept {
    if (byte == expected)
        part_ = next;
    else
        fail(400, noCrlf);
}

void ChunkDecoder::fail(int status, std::string_view reason) noexcept {
    part_ = Part::Fault;
    status_ = status;
    reason_ = reason;
}

} // namespace portico::http::syntax
