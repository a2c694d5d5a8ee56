// SPDX-License-Identifier: Apache-2.0
// The queue of output to one client: pieces in order, and how much of the first one has been sent. Used by the owner of the
// connection.
#pragma once

#include "http/wire/channel/channel.h"
#include "http/wire/channel/piece.h"

#include <vector>

namespace portico::http::wire {

class Output {
public:
    // Ignores empty pieces.
    void add(Piece piece);

    bool empty() const noexcept { return first_ == pieces_.size(); }

    // Bytes of memory; files do not count.
    std::size_t bytes() const noexcept { return bytes_; }

    // Maximum number of bytes in one turn, even if the client reads faster, because others wait for the thread.
    static constexpr std::size_t maxFlushBytes = std::size_t{256} << 10;

    // Writes until everything is sent (Done), the socket is full or the turn is over (Again), or the client is gone (Ended).
    Io flush(Channel& channel) noexcept;

    // The last flush ended because its turn was over: the socket may have room, and no event will follow.
    bool hitFlushLimit() const noexcept { return hitFlushLimit_; }

    // Bytes still to be written.
    std::uint64_t left() const noexcept { return queued_ - written_; }

    // The last flush ended because of a file; see IoResult.
    bool fileEnded() const noexcept { return fileEnded_; }

    // Bytes that flush has written since the output was last empty; the minimum rate is measured with it.
    std::uint64_t written() const noexcept { return written_; }

    void clear() noexcept;

private:
    IoResult writeTexts(Channel& channel, std::size_t most) noexcept;
    IoResult writeFile(Channel& channel, const FileStretch& stretch, std::size_t most) noexcept;
    void advance(std::size_t bytes) noexcept;

    std::vector<Piece> pieces_;
    std::size_t first_ = 0;    // the first piece that is not completely sent
    std::uint64_t offset_ = 0; // bytes of it that have been sent
    std::uint64_t queued_ = 0, written_ = 0;
    std::size_t bytes_ = 0; // of texts that are not completely sent
    bool fileEnded_ = false;
    bool hitFlushLimit_ = false;
};

} // namespace portico::http::wire
