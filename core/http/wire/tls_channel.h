// SPDX-License-Identifier: Apache-2.0
// A client's bytes through TLS. The handshake has no call of its own: it goes on whenever the owner reads or writes, so a
// client that is silent in the middle of it costs memory only.
// A read may have to wait until the socket takes bytes, and a write until some arrive: after Again, any event of the socket is
// a reason to try again what was tried.
#pragma once

#include "http/wire/channel.h"
#include "http/wire/tls_handle.h"

#include <memory>

namespace portico::http::wire {

class Tls;

class TlsChannel : public Channel {
public:
    // Bytes that leave as one record; the most that TLS has.
    static constexpr std::size_t recordMost = 16384;

    // `certificates` live as long as the handshake may ask for one of them.
    TlsChannel(SslConnection connection, std::shared_ptr<const Tls> certificates) noexcept;

    // All that has arrived: what does not fill `into` has drained the socket.
    IoResult read(std::span<char> into) noexcept override;

    // Small pieces leave together, in one record. Less than everything: the socket takes no more now.
    IoResult write(std::span<const iovec> pieces, bool more) noexcept override;
    IoResult sendFile(int file, off_t from, std::size_t most) noexcept override;

    Io finish() noexcept override;
    bool secure() const noexcept override { return true; }
    bool isPlainHttp() const noexcept override { return isPlainHttp_; }
    std::string_view serverName() const noexcept override;

private:
    void lookAtFirstByte() noexcept;
    IoResult writeRecord(std::string_view bytes) noexcept;
    Io stateAfter(int result) noexcept;

    SslConnection connection_;
    std::shared_ptr<const Tls> certificates_;
    bool hasBegun_ = false;
    bool isPlainHttp_ = false;
    bool broken_ = false; // OpenSSL must not be asked for anything any more
};

} // namespace portico::http::wire
