// SPDX-License-Identifier: Apache-2.0
// TLS for one client. The handshake has no call of its own: it advances whenever the owner reads or writes, so that a client that
// stalls in it costs only memory. A read may have to wait until the socket is writable, and a write until it is readable: after
// Again, retry the same call after any event of the socket.
#pragma once

#include "http/wire/channel/channel.h"
#include "http/wire/tls/tls_handle.h"

#include <memory>

namespace portico::http::wire {

class Tls;

class TlsChannel : public Channel {
public:
    // The maximum size of a TLS record.
    static constexpr std::size_t recordMost = 16384;

    // `certificates` must live as long as the handshake may need one of them.
    TlsChannel(SslConnection connection, std::shared_ptr<const Tls> certificates) noexcept;

    // Reads all that has arrived; if it does not fill `into`, the socket is empty.
    IoResult read(std::span<char> into) noexcept override;

    // Small pieces are sent together in one record. If not everything was written, the socket is full.
    IoResult write(std::span<const iovec> pieces, bool more) noexcept override;
    IoResult sendFile(int file, off_t from, std::size_t most) noexcept override;

    Io finish() noexcept override;
    bool secure() const noexcept override { return true; }
    bool isPlainHttp() const noexcept override { return isPlainHttp_; }
    std::string_view serverName() const noexcept override;
    TlsDetails tlsDetails() const override;

private:
    void lookAtFirstByte() noexcept;
    IoResult writeRecord(std::string_view bytes) noexcept;
    Io stateAfter(int result) noexcept;

    SslConnection connection_;
    std::shared_ptr<const Tls> certificates_;
    bool hasBegun_ = false;
    bool isPlainHttp_ = false;
    bool broken_ = false; // OpenSSL must not be called any more
};

} // namespace portico::http::wire
