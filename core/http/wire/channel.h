// SPDX-License-Identifier: Apache-2.0
// How bytes get to and from one client: as they are, or through TLS. Never blocks and never throws; belongs to whoever works
// with the connection at the time, one thread. Does not own the socket.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <sys/types.h>
#include <sys/uio.h>

namespace portico::http::wire {

enum class Io {
    Done,  // at least one byte was moved
    Again, // not now: the socket is not ready, and its next event says when to try again
    Ended, // the client has closed its half, or the connection is broken
};

struct IoResult {
    Io state;
    std::size_t bytes = 0;  // with Done only
    bool fileEnded = false; // Ended: not the client, but the file, which has become shorter or cannot be read
};

class Channel {
public:
    virtual ~Channel() = default;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    // Whatever has arrived, as far as it fits: what does not fill `into` has emptied the socket. A TLS handshake goes on in here and in write, and is Again until it is over.
    virtual IoResult read(std::span<char> into) noexcept = 0;

    // As much as the socket takes; often not all. After Again the same bytes are offered again. `more`: other bytes follow at
    // once, so that they can share a packet.
    virtual IoResult write(std::span<const iovec> pieces, bool more) noexcept = 0;
    virtual IoResult sendFile(int file, off_t from, std::size_t most) noexcept = 0;

    // Says that nothing more will be written (TLS: close_notify). What was written still arrives. Again: not yet said.
    virtual Io finish() noexcept = 0;

    virtual bool secure() const noexcept { return false; }

    // What it reads is http without TLS, though TLS is spoken here; nothing of it was taken from the socket.
    virtual bool isPlainHttp() const noexcept { return false; }

    // The name that the client asked for in the TLS handshake (SNI), or empty.
    virtual std::string_view serverName() const noexcept { return {}; }

protected:
    Channel() = default;
};

} // namespace portico::http::wire
