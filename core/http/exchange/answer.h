// SPDX-License-Identifier: Apache-2.0
// The answer of an exchange while it is being created: bytes, a page to be rendered, or a failure that becomes an error page.
// Refuses headers that could split the response.
#pragma once

#include "http/exchange/page_data.h"
#include "http/wire/channel/piece.h"

#include <cstdint>
#include <optional>
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
    std::vector<wire::Piece> pieces; // if not empty, the answer instead of `body`: files or ranges of them
    std::string_view page;           // the page to render, in the exchange's memory; empty: the body is the answer
    portico_value data = none();
    std::string reason; // why it failed: for the log, never for the client
    // A sentence about the failure for the client, in static memory or that of the exchange; empty: the text of the status.
    std::string_view detail;
    bool refusesForm = false; // the failure is about the origin of the request: the guard sets it
    bool failed = false;      // the step render makes an error page for `status`
    bool close = false;       // the connection ends after this answer

    // False, without a change, if the name is not a token, the value has control characters, or the field frames the message:
    // Content-Length, Transfer-Encoding, Connection, Date and similar fields belong to the host.
    bool set(std::string_view name, std::string_view value);
    bool add(std::string_view name, std::string_view value);
    bool has(std::string_view name) const noexcept;
    // The value number `index` of the field of that name. Valid until the next change.
    std::optional<std::string_view> find(std::string_view name, std::size_t index) const noexcept;
    void remove(std::string_view name);
    void addChallenges(const Answer& of); // each WWW-Authenticate that this answer does not have yet
    const std::vector<Field>& fields() const noexcept { return fields_; }

    // Each replaces the effect of the others. A location that must not be sent becomes "/". A failure drops body, pieces, page
    // and the fields that describe them; cookies and challenges remain.
    void redirect(int code, std::string_view location);
    void fail(int code, std::string_view why);

    // The size of the body, whether it is text or pieces; also valid after it was taken.
    std::uint64_t contentLength() const noexcept;
    std::vector<wire::Piece> takeBody();

private:
    std::vector<Field> fields_;
    std::uint64_t taken_ = 0;
};

} // namespace portico::http
