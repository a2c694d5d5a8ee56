// SPDX-License-Identifier: Apache-2.0
// A chunked body (RFC 9112 section 7.1), decoded as it comes: the data are views into the input, nothing is copied but trailer
// lines. Extensions and trailers are bounded, checked and dropped. Stricter than the RFC in one place: no space before ";" or CRLF,
// which no client sends and servers read in different ways.
#pragma once

#include "http/syntax/field_lines.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace portico::http::syntax {

struct ChunkStep {
    enum class State {
        Data,     // `data`; go on with what is behind `consumed`
        NeedMore, // all is consumed
        Done,     // the body ended; behind `consumed` begins the next request
        Bad,      // `status` and `reason`; the connection must close
    };

    State state = State::NeedMore;
    std::size_t consumed = 0;
    std::string_view data{};
    int status = 0;            // 400: malformed; 413: the body, an extension or the trailer is longer than its limit
    std::string_view reason{}; // for the log
};

class ChunkDecoder {
public:
    static constexpr std::size_t mostDigits = 16;          // of one size: what 64 bits hold
    static constexpr std::size_t mostExtensionBytes = 256; // of one chunk
    static constexpr std::size_t mostExtensionBytesInAll = 4096;
    static constexpr std::size_t mostTrailerFields = 32;
    static constexpr std::size_t mostTrailerBytes = 8192; // with its empty line

    // `most`: bytes of data in all. A chunk that would be too long is refused at its size, before its data come.
    explicit ChunkDecoder(std::size_t most) noexcept : most_(most), left_(most) {}

    // Less from now on. False: the sizes of the chunks that came announce more already.
    bool limit(std::size_t most) noexcept;

    // `input` is what came behind what was consumed before. After Done or Bad: that again, and nothing consumed.
    ChunkStep next(std::string_view input);

    // Bytes of data in all, by the sizes of the chunks that have begun.
    std::size_t announced() const noexcept { return most_ - left_; }
    bool done() const noexcept { return part_ == Part::End; }

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
    std::size_t most_;       // of data in all
    std::size_t left_;       // of it, what no chunk has announced yet
    std::uint64_t size_ = 0; // of the chunk; then, what has not come of it
    std::size_t digits_ = 0;
    std::size_t extension_ = 0, extensions_ = 0; // bytes: of this chunk, in all
    FieldLines trailer_{mostTrailerBytes, mostTrailerFields};
    int status_ = 0;
    std::string_view reason_;
};

} // namespace portico::http::syntax
