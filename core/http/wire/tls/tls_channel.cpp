// SPDX-License-Identifier: Apache-2.0
// TLS for one client: OpenSSL over a non-blocking socket.
#include "http/wire/tls/tls_channel.h"

#include "http/wire/tls/client_certificate.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include <openssl/err.h>

namespace portico::http::wire {

namespace {

using Record = std::array<char, TlsChannel::recordMost>;

std::string_view textOf(const iovec& piece) { return {static_cast<const char*>(piece.iov_base), piece.iov_len}; }

// The bytes after the first `from` bytes of all pieces, at most one record: in place if the first piece holds them all, otherwise
// copied to `space`.
std::string_view nextRecord(std::span<const iovec> pieces, std::size_t from, Record& space) {
    std::size_t filled = 0;
    for (std::size_t i = 0; i < pieces.size() && filled < space.size(); ++i) {
        std::string_view piece = textOf(pieces[i]);
        const std::size_t skipped = std::min(from, piece.size());
        from -= skipped;
        piece = piece.substr(skipped, space.size() - filled);
        if (piece.empty()) continue;
        if (filled == 0 && (piece.size() == space.size() || i + 1 == pieces.size())) return piece;
        std::memcpy(space.data() + filled, piece.data(), piece.size());
        filled += piece.size();
    }
    return {space.data(), filled};
}

std::string_view readFrom(int file, off_t at, std::size_t most, Record& space) {
    ssize_t got = 0;
    do got = ::pread(file, space.data(), std::min(most, space.size()), at);
    while (got < 0 && errno == EINTR);
    return {space.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
}

// Bytes moved before an end or error count; the next call reports the end again.
IoResult ended(std::size_t moved, Io why) { return moved > 0 ? IoResult{Io::Done, moved} : IoResult{why}; }

// A TLS record begins with its type, an HTTP request with a letter.
bool beginsRequest(char first) noexcept { return (first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z'); }

} // namespace

TlsChannel::TlsChannel(SslConnection connection, std::shared_ptr<const Tls> certificates) noexcept
    : connection_(std::move(connection)), certificates_(std::move(certificates)) {}

Io TlsChannel::stateAfter(int result) noexcept {
    switch (SSL_get_error(connection_.get(), result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return Io::Again;
    case SSL_ERROR_ZERO_RETURN: return Io::Ended; // close_notify: what is written now still arrives
    default: broken_ = true; return Io::Ended;
    }
}

// Once per connection, before OpenSSL reads a byte.
void TlsChannel::lookAtFirstByte() noexcept {
    char first = 0;
    if (::recv(SSL_get_fd(connection_.get()), &first, 1, MSG_PEEK | MSG_DONTWAIT) != 1) return;
    hasBegun_ = true;
    isPlainHttp_ = broken_ = beginsRequest(first);
}

IoResult TlsChannel::read(std::span<char> into) noexcept {
    if (!hasBegun_) lookAtFirstByte();
    std::size_t moved = 0;
    while (!broken_ && moved < into.size()) {
        std::size_t got = 0;
        ERR_clear_error(); // an error left on this thread by another connection would count as an error of this one
        const int result = SSL_read_ex(connection_.get(), into.data() + moved, into.size() - moved, &got);
        if (result <= 0) return ended(moved, stateAfter(result));
        moved += got;
    }
    return broken_ ? ended(moved, Io::Ended) : IoResult{Io::Done, moved};
}

IoResult TlsChannel::writeRecord(std::string_view bytes) noexcept {
    if (broken_) return {Io::Ended};
    std::size_t taken = 0;
    ERR_clear_error();
    const int result = SSL_write_ex(connection_.get(), bytes.data(), bytes.size(), &taken);
    if (result <= 0) return {stateAfter(result)};
    return {Io::Done, taken};
}

IoResult TlsChannel::write(std::span<const iovec> pieces, bool) noexcept {
    Record space; // NOLINT(cppcoreguidelines-pro-type-member-init): 16 KiB that are never read before they are written
    std::size_t moved = 0;
    for (;;) {
        const std::string_view record = nextRecord(pieces, moved, space);
        if (record.empty()) return {Io::Done, moved};
        const IoResult now = writeRecord(record);
        if (now.state != Io::Done) return ended(moved, now.state);
        moved += now.bytes;
    }
}

IoResult TlsChannel::sendFile(int file, off_t from, std::size_t most) noexcept {
    Record space; // NOLINT(cppcoreguidelines-pro-type-member-init): as above
    std::size_t moved = 0;
    while (moved < most) {
        const std::string_view record = readFrom(file, from + static_cast<off_t>(moved), most - moved, space);
        if (record.empty()) return moved > 0 ? IoResult{Io::Done, moved} : IoResult{Io::Ended, 0, true};
        const IoResult now = writeRecord(record);
        if (now.state != Io::Done) return ended(moved, now.state);
        moved += now.bytes;
    }
    return {Io::Done, moved};
}

// During a handshake there is nothing to close, and after an error OpenSSL forbids it.
Io TlsChannel::finish() noexcept {
    ERR_clear_error();
    if (!broken_ && SSL_is_init_finished(connection_.get()) == 1)
        if (const int said = SSL_shutdown(connection_.get()); said < 0 && stateAfter(said) == Io::Again)
            return Io::Again;
    ::shutdown(SSL_get_fd(connection_.get()), SHUT_WR);
    return Io::Done;
}

std::string_view TlsChannel::serverName() const noexcept {
    const char* name = SSL_get_servername(connection_.get(), TLSEXT_NAMETYPE_host_name);
    return name == nullptr ? std::string_view{} : std::string_view{name};
}

TlsDetails TlsChannel::tlsDetails() const {
    TlsDetails details{SSL_get_version(connection_.get()),
                       SSL_CIPHER_standard_name(SSL_get_current_cipher(connection_.get()))};
    describeClient(connection_.get(), details);
    return details;
}

} // namespace portico::http::wire
