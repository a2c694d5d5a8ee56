// SPDX-License-Identifier: Apache-2.0
// An answer that leaves in pieces.
#include "http/answer_stream.h"

#include "http/client.h"
#include "http/respond.h"

#include <array>
#include <charconv>

namespace portico::http {

namespace {

constexpr std::string_view lastChunk = "0\r\n\r\n";

// An empty one would be the last.
void appendChunk(std::string& out, std::string_view bytes) {
    if (bytes.empty()) return;
    std::array<char, 16> size{};
    const auto end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
    out.append(size.data(), end).append("\r\n").append(bytes).append("\r\n");
}

bool mayHaveBody(int status) noexcept { return status != 204 && status != 205 && status != 304; }

} // namespace

portico_status AnswerStream::flush(Exchange& x) {
    if (!begun_) return begin(x);
    if (unwanted_ || !send(x, {})) return PORTICO_UNAVAILABLE;
    return PORTICO_OK;
}

portico_status AnswerStream::begin(Exchange& x) {
    if (!x.answer.page.empty() || x.answer.failed) return PORTICO_INVALID;
    Client* client = x.request.client;
    if (client == nullptr) return PORTICO_UNAVAILABLE;
    if (hasBody(x) && !client->mayStream()) return PORTICO_UNAVAILABLE;
    begun_ = true;
    chunked_ = x.request.version == "HTTP/1.1" && mayHaveBody(x.answer.status);
    keepsOpen_ = client->keepsOpen() && !x.answer.close && (chunked_ || !hasBody(x));
    const bool sent = send(x, respond(x, keepsOpen_));
    return sent ? PORTICO_OK : PORTICO_UNAVAILABLE;
}

// `out`, which is the head or nothing, and behind it what was written since the last time.
bool AnswerStream::send(Exchange& x, std::string out, std::string_view end) {
    const bool body = hasBody(x);
    if (body) {
        bytes_ += x.answer.body.size();
        if (chunked_)
            appendChunk(out, x.answer.body);
        else
            out.append(x.answer.body);
        out.append(end);
    }
    x.answer.body.clear();
    if (out.empty()) return true;
    const bool sent = x.request.client->send(std::move(out));
    unwanted_ = !sent || !body;
    cutOff_ = !sent;
    return sent;
}

void AnswerStream::finish(Exchange& x) noexcept {
    if (x.answer.failed) cutOff_ = cutOff_ || !unwanted_;
    if (unwanted_ || cutOff_) return;
    try {
        send(x, {}, chunked_ ? lastChunk : std::string_view());
    } catch (...) { // no memory for the last piece
        cutOff_ = true;
    }
}

void AnswerStream::cutOff(Exchange& x, std::string_view why) {
    cutOff_ = cutOff_ || !unwanted_; // HEAD was answered whole, whatever became of the rest
    x.answer.failed = true;
    x.answer.reason = "the answer was cut off: " + std::string(why);
}

} // namespace portico::http
