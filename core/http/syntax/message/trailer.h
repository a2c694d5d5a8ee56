// SPDX-License-Identifier: Apache-2.0
// The trailer of a chunked body (RFC 9110 section 6.5): the field lines after the last chunk, checked as they arrive. They stay
// apart from the header, which they never change, and fields that a trailer must not contain are dropped. Allocates nothing for
// an empty trailer.
#pragma once

#include "http/syntax/message/field_lines.h"
#include "http/syntax/message/head_scan.h"

#include <vector>

namespace portico::http::syntax {

// False for a field that must be known before the body (RFC 9110 section 6.5.1): framing, routing, authentication, conditions and
// other modifiers of the request, the origin of a form, and the format of the content.
bool mayBeInTrailer(std::string_view name) noexcept;

class Trailer {
public:
    // The limits are those of a header.
    explicit Trailer(const HeadLimits& limits) noexcept : lines_(limits.headerBytes + 2, limits.headerCount) {}

    // As FieldLines::next.
    FieldLines::Step next(std::string_view input);

    // The fields, in order of arrival; none before the end of the trailer.
    std::size_t size() const noexcept { return isComplete_ ? places_.size() : 0; }
    Field operator[](std::size_t index) const noexcept;

    std::size_t memory() const noexcept { return text_.capacity() + places_.capacity() * sizeof(Place); }

private:
    struct Place {
        std::size_t name, value, end; // offsets in text_
    };

    void keep(const Field& field);

    FieldLines lines_;
    std::string text_;
    std::vector<Place> places_;
    bool isComplete_ = false;
};

} // namespace portico::http::syntax
