// SPDX-License-Identifier: Apache-2.0
// Answers that are given without a lane, a generation or a plugin: health, a request that was too slow, a server that is full.
#pragma once

#include "http/syntax/request_head.h"

#include <string>
#include <string_view>

namespace portico::http::wire {

// `fields`: further header lines, each with its line end. `close`: the connection ends with it.
std::string plainAnswer(int status, std::string_view text, std::string_view fields, bool close,
                        std::string_view contentType = "text/plain; charset=utf-8");

// An answer that ends the connection, in the shape that suits who asked: a page for a person, text for a program, the head alone
// for HEAD. `asked`: as much of the request's head as could be read. `sentence`: what to do, without markup; may be empty.
std::string refusal(const syntax::RequestHead& asked, int status, std::string_view sentence, std::string_view fields);

// GET or HEAD of /healthz: is the process alive and answering? Whatever the site and its plugins do, and under any Host: who asks
// may know an address only. One without the Host that its version asks for is none, and refused as any request.
bool isHealthCheck(const syntax::RequestHead& head) noexcept;

// The answer to it: 200, or 503 while the server stops.
std::string healthAnswer(const syntax::RequestHead& head, bool stopping, bool close);

} // namespace portico::http::wire
