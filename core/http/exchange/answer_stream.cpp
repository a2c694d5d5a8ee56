// SPDX-License-Identifier: Apache-2.0
// A streamed answer.
#include "http/exchange/answer_stream.h"

#include "http/exchange/client.h"
#include "http/exchange/respond.h"
#include "http/syntax/fields/media_type.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace portico::http {

namespace {

constexpr std::string_view lastChunk = "0\r\n\r\n";

// An empty chunk would end the body.
void appendChunk(std::string& out, std::string_view bytes) {
    if (bytes.empty()) return;
    std::array<char, 16> size{};
    const auto end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
    out.append(size.data(), end).append("\r\n").append(bytes).append("\r\n");
}

constexpr std::size_t lineEnd = 2; // bytes after a chunk

bool isEventStream(const Answer& answer) {
    return std::ranges::any_of(answer.fields(), [](const Answer::Field& field) {
        if (!syntax::equalsIgnoreCase(field.name, "Content-Type")) return false;
        const auto type = syntax::parseMediaType(field.value);
        return type && type->is("text/event-stream");
    });
}

bool mayHaveBody(int status) noexcept { return status != 204 && status != 205 && status != 304; }

} // namespace

bool AnswerStream::mayHoldLane(Exchange& x) {
    const shares::Admission taken = x.request.client->mayStream();
    if (taken == shares::Admission::NetworkOverShare) x.requestScope.markOverShare();
    return taken == shares::Admission::Yes;
}

portico_status AnswerStream::flush(Exchange& x) {
    if (!begun_) return begin(x);
    if (unwanted_ || !send(x, {})) return PORTICO_UNAVAILABLE;
    return PORTICO_OK;
}

portico_status AnswerStream::begin(Exchange& x) {
    if (!x.answer.page.empty() || x.answer.failed) return PORTICO_INVALID;
    Client* client = x.request.client;
    if (client == nullptr) return PORTICO_UNAVAILABLE;
    if (hasBody(x) && !mayHoldLane(x)) return PORTICO_UNAVAILABLE;
    if (x.beforeHead != nullptr) x.beforeHead(x);
    if (x.headHasFailed) return PORTICO_FAILED;
    begun_ = true;
    chunked_ = x.request.version == "HTTP/1.1" && mayHaveBody(x.answer.status);
    hasEvents_ = hasBody(x) && isEventStream(x.answer);
    keepsOpen_ = client->keepsOpen() && !x.answer.close && (chunked_ || !hasBody(x));
    const bool sent = send(x, respond(x, keepsOpen_));
    return sent ? PORTICO_OK : PORTICO_UNAVAILABLE;
}

// Sends `out`, which is the head or empty, followed by what was written since the last time.
bool AnswerStream::send(Exchange& x, std::string out, std::string_view end) {
    const bool body = hasBody(x);
    const std::size_t bodyBytes = body ? x.answer.body.size() : 0;
    if (body && chunked_)
        appendChunk(out, x.answer.body);
    else if (body)
        out.append(x.answer.body);
    const std::size_t bodyBegin = out.size() - bodyBytes - (bodyBytes > 0 && chunked_ ? lineEnd : 0);
    if (bodyBytes > 0) isBetweenLines_ = x.answer.body.back() == '\n';
    if (body) out.append(end);
    x.answer.body.clear();
    if (out.empty()) return true;
    const bool sent = push(x, std::move(out), bodyBegin, bodyBytes);
    unwanted_ = !sent || !body;
    return sent;
}

// For a piece that was not sent completely, counts the part of the body that was.
bool AnswerStream::push(Exchange& x, std::string out, std::size_t bodyBegin, std::size_t bodyBytes) {
    const std::size_t all = out.size();
    const std::size_t taken = x.request.client->send(std::move(out));
    bytes_ += std::clamp(taken, bodyBegin, bodyBegin + bodyBytes) - bodyBegin;
    lastSent_ = std::chrono::steady_clock::now();
    cutOff_ = taken < all;
    return taken == all;
}

std::chrono::milliseconds AnswerStream::untilKeepAlive(std::chrono::milliseconds silence) const noexcept {
    const auto past =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - lastSent_);
    return std::clamp(silence - past, std::chrono::milliseconds(0), silence);
}

// A pausing handler occupies a lane, like a stream.
portico_status AnswerStream::pause(Exchange& x, std::chrono::milliseconds time) {
    Client* client = x.request.client;
    if (client == nullptr || unwanted_ || !mayHoldLane(x)) return PORTICO_UNAVAILABLE;
    for (;;) {
        const bool beats = hasEvents_ && isBetweenLines_;
        const auto left = beats ? untilKeepAlive(x.snapshot.limits.streamSilence) : time;
        const auto nap = std::min({time, left, x.access.untilDue()});
        if (!client->pause(nap)) return endPause(client->isGone());
        if (!x.access.holds(x)) return PORTICO_UNAVAILABLE;
        if (beats && nap == left && !sendKeepAlive(x)) return PORTICO_UNAVAILABLE;
        if ((time -= nap).count() <= 0) return PORTICO_OK;
    }
}

// The handler then ends without a failure, as when the server stops; but the client did not receive everything.
portico_status AnswerStream::endPause(bool isGone) noexcept {
    if (begun_ && isGone) unwanted_ = cutOff_ = true;
    return PORTICO_UNAVAILABLE;
}

// A comment (HTML standard, section 9.2.6). It does not end an event, part of which may have been sent.
bool AnswerStream::sendKeepAlive(Exchange& x) {
    constexpr std::string_view comment = ":\n";
    std::string out;
    chunked_ ? appendChunk(out, comment) : void(out.append(comment));
    const std::size_t begin = chunked_ ? out.size() - comment.size() - lineEnd : 0;
    if (push(x, std::move(out), begin, comment.size())) return true;
    unwanted_ = true;
    return false;
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
    cutOff_ = cutOff_ || !unwanted_; // the answer to HEAD is complete in any case
    x.answer.failed = true;
    x.answer.reason = "the answer was cut off: " + std::string(why);
}

} // namespace portico::http
