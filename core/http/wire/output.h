// SPDX-License-Identifier: Apache-2.0
// What still has to go out to one client: pieces, in order, and how much of the first one is gone. Belongs to whoever works
// with the connection.
#pragma once

#include "http/wire/channel.h"
#include "http/wire/piece.h"

#include <vector>

namespace portico::http::wire {

class Output {
public:
    // Empty pieces are left out.
    void add(Piece piece);

    bool empty() const noexcept { return first_ == pieces_.size(); }

    // Of memory: of files nothing is.
    std::size_t bytes() const noexcept { return bytes_; }

    // So many bytes leave in one go, however fast the client reads: others wait for the thread.
    static constexpr std::size_t maxFlushBytes = std::size_t{256} << 10;

    // Writes until all is out (Done), the socket takes no more or it has had its turn (Again), or the client is gone (Ended).
    Io flush(Channel& channel) noexcept;

    // The last flush ended with its turn: the socket may take more, and no event will tell.
    bool hitFlushLimit() const noexcept { return hitFlushLimit_; }

    // How many bytes are still to be written.
    std::uint64_t left() const noexcept { return queued_ - written_; }

    // The last flush ended because of a file: see IoResult.
    bool fileEnded() const noexcept { return fileEnded_; }

    // How many bytes flush has written since it was empty: what a minimum rate is measured by.
    std::uint64_t written() const noexcept { return written_; }

    void clear() noexcept;

private:
    IoResult writeTexts(Channel& channel, std::size_t most) noexcept;
    IoResult writeFile(Channel& channel, const FileStretch& stretch, std::size_t most) noexcept;
    void advance(std::size_t bytes) noexcept;

    std::vector<Piece> pieces_;
    std::size_t first_ = 0;    // the first piece that is not all out
    std::uint64_t offset_ = 0; // how much of it is
    std::uint64_t queued_ = 0, written_ = 0;
    std::size_t bytes_ = 0; // of texts that are not all out
    bool fileEnded_ = false;
    bool hitFlushLimit_ = false;
};

} // namespace portico::http::wire
