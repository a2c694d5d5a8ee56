// SPDX-License-Identifier: Apache-2.0
// The byte transport to and from one client: plain or TLS. Never blocks and never throws. Used by one thread at a time, the
// current owner of the connection. Does not own the socket.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <sys/uio.h>

namespace portico::http::wire {

enum class Io {
    Done,  // at least one byte was moved
    Again, // the socket is not ready; try again after its next event
    Ended, // the client closed its side, or the connection is broken
};

struct IoResult {
    Io state;
    std::size_t bytes = 0;  // only with Done
    bool fileEnded = false; // Ended because a file became shorter or cannot be read, not because of the client
};

// What a TLS handshake agreed on; everything is empty without TLS.
struct TlsDetails {
    std::string_view version{}; // "TLSv1.3"
    std::string_view cipher{};  // "TLS_AES_128_GCM_SHA256"
    std::string certificate{};  // of the client, verified, in DER; empty if it sent none
    std::string subject{};      // of that certificate, as in RFC 4514
};

class Channel {
public:
    virtual ~Channel() = default;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    // Reads what has arrived, up to the size of `into`; if it does not fill `into`, the socket is empty. This and `write` also
    // advance a TLS handshake and return Again until it is complete.
    virtual IoResult read(std::span<char> into) noexcept = 0;

    // Writes as much as the socket takes, often not everything. After Again, pass the same bytes again. `more`: other bytes
    // follow at once and may share a packet.
    virtual IoResult write(std::span<const iovec> pieces, bool more) noexcept = 0;
    virtual IoResult sendFile(int file, off_t from, std::size_t most) noexcept = 0;

    // Announces the end of writing (TLS: close_notify). What was written still arrives. Again: not announced yet.
    virtual Io finish() noexcept = 0;

    virtual bool secure() const noexcept { return false; }

    // True if a TLS channel receives plain HTTP. It has then taken no bytes from the socket.
    virtual bool isPlainHttp() const noexcept { return false; }

    // The server name from the TLS handshake (SNI), or empty.
    virtual std::string_view serverName() const noexcept { return {}; }

    // Throws only std::bad_alloc.
    virtual TlsDetails tlsDetails() const { return {}; }

protected:
    Channel() = default;
};

} // namespace portico::http::wire
