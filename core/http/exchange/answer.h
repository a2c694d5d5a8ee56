// SPDX-License-Identifier: Apache-2.0
// The answer of an exchange while it is being made: bytes, or a page still to be rendered, or a failure that becomes an error
// page. No header gets in here that could split the response.
#pragma once

#include "http/exchange/page_data.h"
#include "http/wire/piece.h"

#include <cstdint>
#include <string>
#include <vector>

namespace portico::http {

class Answer {
public:
    struct Field {
        std::string name, value;
    };

    int status = 200;
    std::string body;
    std::vector<wire::Piece> pieces; // if there are any, they are the answer and not `body`: files, or ranges of them
    std::string_view page;           // what to render, in the exchange's memory; empty: the body is the answer
    portico_value data = none();
    std::string reason; // why it failed: for the log, never for the client
    std::string_view
        detail; // a sentence about the failure that the client may read, of static memory; empty: the words of the status
    bool failed = false; // an error page is to be made for `status`
    bool close = false;  // the connection ends with this answer

    // False, and nothing changes, for a name that is no token, a value with control characters, and the fields that frame the
    // message: Content-Length, Transfer-Encoding, Connection, Date and their like are the host's.
    bool set(std::string_view name, std::string_view value);
    bool add(std::string_view name, std::string_view value);
    bool has(std::string_view name) const noexcept;
    void remove(std::string_view name);
    const std::vector<Field>& fields() const noexcept { return fields_; }

    // Each ends what the other began. A location that may not be sent becomes "/". A failure drops body, pieces, page and the
    // fields that described them; cookies and challenges stay.
    void redirect(int code, std::string_view location);
    void fail(int code, std::string_view why);

    // The bytes of the body, whether it is text or in pieces; also after it was taken.
    std::uint64_t contentLength() const noexcept;
    std::vector<wire::Piece> takeBody();

private:
    std::vector<Field> fields_;
    std::uint64_t taken_ = 0;
};

} // namespace portico::http
