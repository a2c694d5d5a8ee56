// SPDX-License-Identifier: Apache-2.0
// A chunked body (RFC 9112 section 7.1), decoded as it arrives: the data are views into the input, and only the trailer is
// copied. Extensions are limited, checked and dropped. Stricter than the RFC in one respect: no space before ";" or
// CRLF, because no client sends it and servers interpret it differently.
#pragma once

#include "http/syntax/message/trailer.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace portico::http::syntax {

struct ChunkStep {
    enum class State {
        Data,     // `data`; continue after `consumed`
        NeedMore, // all input is consumed
        Done,     // the body has ended; the next request begins after `consumed`
        Bad,      // `status` and `reason`; close the connection
    };

    State state = State::NeedMore;
    std::size_t consumed = 0;
    std::string_view data{};
    int status = 0;            // 400: malformed; 413: body, extensions or trailer exceed a limit
    std::string_view reason{}; // for the log
};

class ChunkDecoder {
public:
    static constexpr std::size_t mostDigits = 16;          // of a chunk size: 64 bits
    static constexpr std::size_t mostExtensionBytes = 256; // per chunk
    static constexpr std::size_t mostExtensionBytesInAll = 4096;

    // `most`: total bytes of data. A chunk that would exceed it is refused at its size line, before its data arrive. `head`: the
    // limits of a header, which apply to the trailer, too.
    explicit ChunkDecoder(std::size_t most, const HeadLimits& head = {}) noexcept
        : most_(most), left_(most), trailer_(head) {}

    // Lowers the limit. False if the chunk sizes so far already exceed it.
    bool limit(std::size_t most) noexcept;

    // `input` begins after the bytes consumed before. After Done or Bad, returns the same again and consumes nothing.
    ChunkStep next(std::string_view input);

    // Total bytes of data, by the sizes of the chunks that have begun.
    std::size_t announced() const noexcept { return most_ - left_; }
    bool done() const noexcept { return part_ == Part::End; }
    // Its fields exist only when the body is done.
    const Trailer& trailer() const noexcept { return trailer_; }

private:
    enum class Part { Size, Extension, SizeLf, Data, DataCr, DataLf, Trailer, End, Fault };

    void takeByte(char byte) noexcept;
    void takeSizeByte(char byte) noexcept;
    void takeExtensionByte(char byte) noexcept;
    void endSize() noexcept;
    std::size_t takeTrailer(std::string_view input);
    void expect(char byte, char expected, Part next) noexcept;
    void fail(int status, std::string_view reason) noexcept;

    Part part_ = Part::Size;
    std::size_t most_;       // total bytes of data
    std::size_t left_;       // the part of it that no chunk has announced yet
    std::uint64_t size_ = 0; // of the chunk; then its remaining bytes
    std::size_t digits_ = 0;
    std::size_t extension_ = 0, extensions_ = 0; // bytes of this chunk, and in total
    Trailer trailer_;
    int status_ = 0;
    std::string_view reason_;
};

} // namespace portico::http::syntax
