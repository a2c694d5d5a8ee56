// SPDX-License-Identifier: Apache-2.0
// The parts of a multipart/form-data body as a handler reads them, one after the other. Of the body it holds no more than it reads
// at once; the syntax is syntax/multipart's.
#pragma once

#include "http/exchange/body_reader.h"
#include "http/syntax/multipart.h"

#include <array>

namespace portico::http {

class PartReader {
public:
    // `boundary`: of the request's Content-Type. `body` outlives this.
    PartReader(BodyReader& body, std::string_view boundary, const syntax::MultipartLimits& limits)
        : body_(body), parser_(boundary, limits) {}

    // On to the next part; false: there is none, or a fault.
    bool next();
    const syntax::FormDisposition& disposition() const noexcept { return parser_.disposition(); }
    const std::string& contentType() const noexcept { return parser_.contentType(); }

    // The next bytes of the part: their number, 0 at its end, or a negative status to refuse the request with.
    int read(std::span<char> into);
    int fault() const noexcept { return fault_; }
    std::string_view reason() const noexcept { return reason_; } // of a fault in the form; empty: of one in the body

private:
    using State = syntax::MultipartStep::State;
    State step();
    State fail(int status, std::string_view reason) noexcept;
    void readToTheEnd();

    BodyReader& body_;
    syntax::MultipartParser parser_;
    std::array<char, 16384> bytes_{};
    std::string_view unread_; // within bytes_
    std::string_view data_;   // of the part, not given out yet; the parser must not go on before it is
    bool inPart_ = false, over_ = false;
    int fault_ = 0;
    std::string_view reason_;
};

} // namespace portico::http
