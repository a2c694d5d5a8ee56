// SPDX-License-Identifier: Apache-2.0
// The parts of a multipart/form-data body, as a handler reads them, one after the other. Holds only one read of the body in
// memory; syntax/form/multipart parses it.
#pragma once

#include "http/exchange/body_reader.h"
#include "http/syntax/form/multipart.h"

#include <array>

namespace portico::http {

class PartReader {
public:
    // `boundary`: from the request's Content-Type. `body` must outlive this object.
    PartReader(BodyReader& body, std::string_view boundary, const syntax::MultipartLimits& limits)
        : body_(body), parser_(boundary, limits) {}

    // Moves to the next part. False if there is none, or after a fault.
    bool next();
    const syntax::FormDisposition& disposition() const noexcept { return parser_.disposition(); }
    const std::string& contentType() const noexcept { return parser_.contentType(); }

    // The next bytes of the part. Returns their number, 0 at its end, or a negative status for the refusal.
    int read(std::span<char> into);
    int fault() const noexcept { return fault_; }
    // The reason of a fault in the form; empty for a fault of the body.
    std::string_view reason() const noexcept { return reason_; }

private:
    using State = syntax::MultipartStep::State;
    State step();
    State fail(int status, std::string_view reason) noexcept;
    void readToTheEnd();

    BodyReader& body_;
    syntax::MultipartParser parser_;
    std::array<char, 16384> bytes_{};
    std::string_view unread_; // within bytes_
    std::string_view data_;   // of the part, not yet returned; the parser must not continue before that
    bool inPart_ = false, over_ = false;
    int fault_ = 0;
    std::string_view reason_;
};

} // namespace portico::http
