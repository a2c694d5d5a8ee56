// SPDX-License-Identifier: Apache-2.0
// A block of field lines with the empty line at its end, in pieces of any size: the trailer of a chunked body, or the head of a
// part of a multipart body. Keeps the incomplete line. parseRequestHead reads request heads, without copying.
#pragma once

#include "http/syntax/message/header_field.h"

#include <cstddef>
#include <string>

namespace portico::http::syntax {

class FieldLines {
public:
    enum class State { NeedMore, Field, End, TooLong, Malformed };
    struct Step {
        State state = State::NeedMore;
        std::size_t consumed = 0;
        Field field{}; // valid until the next call
    };

    // `mostBytes` counts all lines with their CRLF, including the empty one.
    FieldLines(std::size_t mostBytes, std::size_t mostFields) noexcept : bytes_(mostBytes), fields_(mostFields) {}

    // `input` begins after the bytes consumed before.
    Step next(std::string_view input);

private:
    std::size_t bytes_, fields_; // remaining
    std::string line_;
    bool complete_ = false; // line_ was returned
};

} // namespace portico::http::syntax
