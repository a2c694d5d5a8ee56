// SPDX-License-Identifier: Apache-2.0
// Answers without a lane, a generation or a plugin: health, a request that was too slow, a busy server.
#pragma once

#include "http/syntax/message/request_head.h"

#include <string>
#include <string_view>

namespace portico::http::wire {

// `fields`: further header lines, each with its line end. `close`: the connection is closed afterwards.
std::string plainAnswer(int status, std::string_view text, std::string_view fields, bool close,
                        std::string_view contentType = "text/plain; charset=utf-8");

// A last answer on a connection in the form that suits the client: a page for a person, text for a program, only the head for
// HEAD. `asked`: the part of the request head that could be read. `sentence`: what to do, without markup; may be empty.
std::string refusal(const syntax::RequestHead& asked, int status, std::string_view sentence, std::string_view fields);

// What a client that receives 503 or 429 should do, and the header fields for it; empty for other statuses.
std::string_view sentenceFor(int status) noexcept;
std::string_view fieldsFor(int status) noexcept;

// True for GET or HEAD of /healthz, which reports that the process is alive and answers. Site, plugins and the name in Host do
// not matter, because a monitor may know only an address. A request without the Host that its version requires is refused as
// usual.
bool isHealthCheck(const syntax::RequestHead& head) noexcept;

// The answer to a health request: 200, or 503 while the server stops.
std::string healthAnswer(const syntax::RequestHead& head, bool stopping, bool close);

} // namespace portico::http::wire
