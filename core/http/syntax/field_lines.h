// SPDX-License-Identifier: Apache-2.0
// A block of field lines and the empty line behind it, in pieces of any size: the trailer of a chunked body, the head of a part of a
// multipart body. Keeps the line that is not complete yet. The head of a request is read by parseRequestHead, without a copy.
#pragma once

#include "http/syntax/header_field.h"

#include <cstddef>
#include <string>

namespace portico::http::syntax {

class FieldLines {
public:
    enum class State { NeedMore, Field, End, TooLong, Malformed };
    struct Step {
        State state = State::NeedMore;
        std::size_t consumed = 0;
        Field field{}; // good until the next call
    };

    // `mostBytes` counts all lines with their CRLF, the empty one too.
    FieldLines(std::size_t mostBytes, std::size_t mostFields) noexcept : bytes_(mostBytes), fields_(mostFields) {}

    // `input` is what came behind what was consumed before.
    Step next(std::string_view input);

private:
    std::size_t bytes_, fields_; // that may still come
    std::string line_;
    bool complete_ = false; // line_ was given out
};

} // namespace portico::http::syntax
