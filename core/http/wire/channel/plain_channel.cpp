// SPDX-License-Identifier: Apache-2.0
// A channel without TLS.
#include "http/wire/channel/plain_channel.h"

#include <cerrno>
#include <sys/sendfile.h>
#include <sys/socket.h>

namespace portico::http::wire {

namespace {

// The result of a system call.
IoResult outcome(ssize_t moved) noexcept {
    if (moved > 0) return {Io::Done, static_cast<std::size_t>(moved)};
    return {moved < 0 && (errno == EAGAIN || errno == EINTR) ? Io::Again : Io::Ended};
}

} // namespace

IoResult PlainChannel::read(std::span<char> into) noexcept {
    return outcome(::recv(socket_, into.data(), into.size(), MSG_DONTWAIT));
}

IoResult PlainChannel::write(std::span<const iovec> pieces, bool more) noexcept {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data()); // sendmsg does not modify it
    message.msg_iovlen = pieces.size();
    return outcome(::sendmsg(socket_, &message, MSG_NOSIGNAL | MSG_DONTWAIT | (more ? MSG_MORE : 0)));
}

IoResult PlainChannel::sendFile(int file, off_t from, std::size_t most) noexcept {
    const ssize_t sent = ::sendfile(socket_, file, &from, most);
    if (sent == 0 || (sent < 0 && errno == EIO))
        return {Io::Ended, 0, true}; // EIO comes from the disk, never from a socket
    return outcome(sent);
}

Io PlainChannel::finish() noexcept {
    ::shutdown(socket_, SHUT_WR);
    return Io::Done;
}

} // namespace portico::http::wire
