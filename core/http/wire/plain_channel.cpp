// SPDX-License-Identifier: Apache-2.0
// A channel without TLS.
#include "http/wire/plain_channel.h"

#include <cerrno>
#include <sys/sendfile.h>
#include <sys/socket.h>

namespace portico::http::wire {

namespace {

// What a system call says. A file that has become shorter under sendfile gives 0: the promised length cannot be kept.
Moved outcome(ssize_t moved) noexcept {
    if (moved > 0) return {Io::Done, static_cast<std::size_t>(moved)};
    return {moved < 0 && (errno == EAGAIN || errno == EINTR) ? Io::Again : Io::Ended};
}

} // namespace

Moved PlainChannel::read(std::span<char> into) noexcept {
    return outcome(::recv(socket_, into.data(), into.size(), MSG_DONTWAIT));
}

Moved PlainChannel::write(std::span<const iovec> pieces, bool more) noexcept {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces.data()); // sendmsg only reads it
    message.msg_iovlen = pieces.size();
    return outcome(::sendmsg(socket_, &message, MSG_NOSIGNAL | MSG_DONTWAIT | (more ? MSG_MORE : 0)));
}

Moved PlainChannel::sendFile(int file, off_t from, std::size_t most) noexcept {
    return outcome(::sendfile(socket_, file, &from, most));
}

Io PlainChannel::finish() noexcept {
    ::shutdown(socket_, SHUT_WR);
    return Io::Done;
}

} // namespace portico::http::wire
