// SPDX-License-Identifier: Apache-2.0
// Collects the bytes of one client into requests.
#include "http/wire/connection/request_buffer.h"

#include "http/syntax/message/header_field.h"

#include <algorithm>
#include <cstring>

namespace portico::http::wire {

namespace {

constexpr std::size_t firstRoom = 8192; // four times the size of a browser's usual request
constexpr std::size_t bodyRoom = 4096;  // minimum room after a head

// RFC 9112 section 9.3.
bool staysOpen(const syntax::RequestHead& head) noexcept {
    bool keep = false;
    bool close = false;
    for (const syntax::Field& field : head.fields)
        if (syntax::equalsIgnoreCase(field.name, "Connection")) {
            close = close || syntax::listHas(field.value, "close");
            keep = keep || syntax::listHas(field.value, "keep-alive");
        }
    return !close && (keep || head.version == "HTTP/1.1");
}

} // namespace

RequestBuffer::RequestBuffer(const Limits& limits)
    : limits_(limits), bytes_(std::make_unique_for_overwrite<char[]>(firstRoom)), room_(firstRoom) {}

bool RequestBuffer::hasGrown() const noexcept { return room_ > firstRoom || collected_.capacity() > firstRoom; }

std::span<char> RequestBuffer::space() {
    if (state_ == State::Head) {
        if (end_ == room_) makeRoom(end_ - begin_ + room_ / 2);
    } else if (begin_ > headEnd_) {
        moveTo(headEnd_);
    }
    return {bytes_.get() + end_, room_ - end_};
}

// Makes room for this many bytes in total. Call it only while no views into the buffer exist; after a head there is always room.
void RequestBuffer::makeRoom(std::size_t bytes) {
    if (begin_ > 0) moveTo(0);
    if (room_ >= bytes) return;
    auto larger = std::make_unique_for_overwrite<char[]>(bytes);
    std::memcpy(larger.get(), bytes_.get(), end_);
    bytes_ = std::move(larger);
    room_ = bytes;
}

void RequestBuffer::moveTo(std::size_t place) noexcept {
    std::memmove(bytes_.get() + place, bytes_.get() + begin_, end_ - begin_);
    end_ -= begin_ - place;
    begin_ = place;
}

RequestBuffer::State RequestBuffer::examine() {
    if (state_ == State::Head) examineHead();
    if (state_ == State::Body) examineBody();
    return state_;
}

RequestBuffer::State RequestBuffer::examineHead() {
    if (begin_ == end_) return state_;
    const syntax::HeadScan::Result found = scan_.next({bytes_.get() + begin_, end_ - begin_}, limits_.head);
    if (found.state == syntax::HeadScan::State::NeedMore) return state_;
    if (found.state == syntax::HeadScan::State::Bad) {
        partialHead();
        return refuse(found.status, found.reason);
    }
    if (room_ < begin_ + found.length + bodyRoom) makeRoom(found.length + bodyRoom);
    return beginBody(found.length);
}

// The head is refused, or it is incomplete.
const syntax::RequestHead& RequestBuffer::partialHead() {
    std::string_view ignored;
    syntax::parseRequestHead({bytes_.get() + begin_, end_ - begin_}, limits_.head, head_, ignored);
    return head_;
}

RequestBuffer::State RequestBuffer::beginBody(std::size_t headLength) {
    const std::string_view text(bytes_.get() + begin_, headLength);
    begin_ = headEnd_ = begin_ + headLength;
    if (const int status = syntax::parseRequestHead(text, limits_.head, head_, reason_); status != 0)
        return refuse(status, reason_);
    framing_ = syntax::framingOf(head_.fields, head_.version, head_.method, limits_.body);
    if (framing_.refused != 0) return refuse(framing_.refused, framing_.reason);
    keepAlive_ = staysOpen(head_);
    left_ = framing_.length;
    bodyOver_ = !framing_.chunked && left_ == 0;
    if (framing_.chunked) chunks_.emplace(limits_.body, limits_.head);
    if (bodyOver_) return state_ = State::Complete;
    if (left_ > limits_.bufferedBody) {
        pending_ = true;
        return state_ = State::Complete;
    }
    return state_ = State::Body;
}

RequestBuffer::State RequestBuffer::examineBody() {
    if (collected_.empty() && !framing_.chunked && end_ - begin_ >= left_) { // complete, in place
        body_ = {bytes_.get() + begin_, static_cast<std::size_t>(left_)};
        received_ = left_;
        begin_ += static_cast<std::size_t>(left_);
        bodyOver_ = true;
        return state_ = State::Complete;
    }
    while (!bodyOver_ && status_ == 0) {
        const std::string_view piece = nextPiece(SIZE_MAX);
        if (piece.empty()) break;
        collected_.append(piece);
        if (collected_.size() > limits_.bufferedBody) pending_ = true;
    }
    if (chunks_ && chunks_->announced() > limits_.bufferedBody) pending_ = true; // will not become complete here
    body_ = collected_;
    if (status_ != 0) return refuse(status_, reason_);
    if (bodyOver_ || pending_) state_ = State::Complete;
    if (bodyOver_) pending_ = false;
    return state_;
}

// Returns the next bytes of the body that have arrived, at most `most`; none if there are none, the body has ended, or it is
// malformed.
std::string_view RequestBuffer::nextPiece(std::size_t most) {
    while (!bodyOver_ && begin_ < end_) {
        const std::string_view raw(bytes_.get() + begin_, end_ - begin_);
        std::string_view piece;
        if (!framing_.chunked) {
            piece = raw.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>({left_, most, raw.size()})));
            left_ -= piece.size();
            bodyOver_ = left_ == 0;
            begin_ += piece.size();
        } else {
            const syntax::ChunkStep step = chunks_->next(raw.substr(0, std::min(most, raw.size())));
            begin_ += step.consumed;
            piece = step.data;
            bodyOver_ = step.state == syntax::ChunkStep::State::Done;
            if (step.state == syntax::ChunkStep::State::Bad) {
                status_ = step.status;
                reason_ = step.reason;
                return {};
            }
        }
        received_ += piece.size();
        if (!piece.empty()) return piece;
    }
    return {};
}

std::size_t RequestBuffer::takeBody(std::span<char> into) {
    if (!collected_.empty()) { // it began as a small body
        const std::size_t part = std::min(into.size(), body_.size());
        std::copy_n(body_.data(), part, into.data());
        body_.remove_prefix(part);
        if (body_.empty()) collected_.clear();
        return part;
    }
    const std::string_view piece = nextPiece(into.size());
    std::copy_n(piece.data(), piece.size(), into.data());
    return piece.size();
}

RequestBuffer::State RequestBuffer::refuse(int status, std::string_view reason) noexcept {
    status_ = status;
    reason_ = reason;
    keepAlive_ = false;
    return state_ = State::Refused;
}

void RequestBuffer::limitBody(std::uint64_t most) noexcept {
    if (!chunks_ || status_ != 0 || chunks_->limit(static_cast<std::size_t>(most))) return;
    status_ = 413;
    reason_ = "the body is longer than its limit";
}

void RequestBuffer::next() noexcept {
    if (begin_ == end_) begin_ = end_ = 0;
    scan_ = {};
    framing_ = {};
    chunks_.reset();
    collected_.clear();
    body_ = {};
    headEnd_ = 0;
    received_ = 0;
    pending_ = false;
    bodyOver_ = true;
    status_ = 0;
    state_ = State::Head;
}

} // namespace portico::http::wire
