// SPDX-License-Identifier: Apache-2.0
// The queue of output to one client.
#include "http/wire/channel/output.h"

#include <algorithm>
#include <array>

namespace portico::http::wire {

namespace {

std::uint64_t sizeOf(const Piece& piece) noexcept {
    const auto* text = std::get_if<std::string>(&piece);
    return text != nullptr ? text->size() : std::get<FileStretch>(piece).length;
}

std::size_t textOf(const Piece& piece) noexcept {
    const auto* text = std::get_if<std::string>(&piece);
    return text != nullptr ? text->size() : 0;
}

} // namespace

void Output::add(Piece piece) {
    const std::uint64_t all = sizeOf(piece);
    if (all == 0) return;
    const std::size_t text = textOf(piece);
    pieces_.push_back(std::move(piece));
    bytes_ += text;
    queued_ += all;
}

Io Output::flush(Channel& channel) noexcept {
    hitFlushLimit_ = false;
    for (std::size_t left = maxFlushBytes; !empty() && left > 0;) {
        const auto* file = std::get_if<FileStretch>(&pieces_[first_]);
        const IoResult moved = file != nullptr ? writeFile(channel, *file, left) : writeTexts(channel, left);
        fileEnded_ = moved.fileEnded;
        if (moved.state != Io::Done) return moved.state;
        advance(moved.bytes);
        left -= moved.bytes;
    }
    hitFlushLimit_ = !empty();
    if (hitFlushLimit_) return Io::Again;
    clear();
    return Io::Done;
}

// The texts up to the next file are sent together: a head and its body share a packet.
IoResult Output::writeTexts(Channel& channel, std::size_t most) noexcept {
    std::array<iovec, 8> parts{};
    std::size_t count = 0;
    std::size_t next = first_;
    for (; next < pieces_.size() && count < parts.size() && most > 0; ++next) {
        const auto* text = std::get_if<std::string>(&pieces_[next]);
        if (text == nullptr) break;
        const std::size_t gone = next == first_ ? static_cast<std::size_t>(offset_) : 0;
        const std::size_t now = std::min(text->size() - gone, most);
        parts[count++] = {const_cast<char*>(text->data()) + gone, now};
        most -= now;
    }
    return channel.write(std::span(parts).first(count), next < pieces_.size());
}

IoResult Output::writeFile(Channel& channel, const FileStretch& stretch, std::size_t most) noexcept {
    const auto now = static_cast<std::size_t>(std::min<std::uint64_t>(stretch.length - offset_, most));
    return channel.sendFile(stretch.file->get(), static_cast<off_t>(stretch.from + offset_), now);
}

void Output::advance(std::size_t bytes) noexcept {
    written_ += bytes;
    offset_ += bytes;
    while (!empty() && offset_ >= sizeOf(pieces_[first_])) {
        offset_ -= sizeOf(pieces_[first_]);
        bytes_ -= textOf(pieces_[first_]);
        pieces_[first_] = std::string(); // frees its memory or closes its file
        ++first_;
    }
}

void Output::clear() noexcept {
    pieces_.clear();
    first_ = 0;
    offset_ = 0;
    queued_ = written_ = 0;
    bytes_ = 0;
    fileEnded_ = false;
    hitFlushLimit_ = false;
}

} // namespace portico::http::wire
