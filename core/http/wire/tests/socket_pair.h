// SPDX-License-Identifier: Apache-2.0
// Two connected sockets for tests of the wire: `ours`, the server's non-blocking end, and a client controlled by the test.
#pragma once

#include <array>
#include <cppunit/extensions/HelperMacros.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace portico::http::wire::test {

// The client's end. Reads wait for the server, up to a time that only a fault exceeds.
class ClientSocket {
public:
    explicit ClientSocket(int socket) : socket_(socket) {
        const timeval timeout{30, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    }
    ClientSocket(ClientSocket&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    ClientSocket& operator=(ClientSocket&&) = delete;
    ~ClientSocket() { close(); }

    void say(std::string_view text) const {
        CPPUNIT_ASSERT_EQUAL(static_cast<ssize_t>(text.size()),
                             ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL));
    }
    void endSaying() const { ::shutdown(socket_, SHUT_WR); }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    // What has arrived so far.
    std::string heard() const {
        std::string all;
        std::array<char, 65536> piece{};
        for (ssize_t n = 0; (n = ::recv(socket_, piece.data(), piece.size(), MSG_DONTWAIT)) > 0;)
            all.append(piece.data(), static_cast<std::size_t>(n));
        return all;
    }
    // Everything until the server closes the connection.
    std::string heardToTheEnd() const {
        std::string all;
        std::array<char, 65536> piece{};
        ssize_t n = 0;
        while ((n = ::recv(socket_, piece.data(), piece.size(), 0)) > 0)
            all.append(piece.data(), static_cast<std::size_t>(n));
        CPPUNIT_ASSERT_EQUAL(ssize_t{0}, n);
        return all;
    }
    // Waits for one answer without a body.
    std::string heardHead() const {
        std::string all;
        char byte = 0;
        while (!all.ends_with("\r\n\r\n") && ::recv(socket_, &byte, 1, 0) == 1) all += byte;
        return all;
    }
    // One received byte, if any.
    void takeByte() const {
        char byte = 0;
        ::recv(socket_, &byte, 1, MSG_DONTWAIT);
    }
    // True if the server has closed and everything that it sent has been read.
    bool isOver() const {
        char byte = 0;
        return ::recv(socket_, &byte, 1, MSG_DONTWAIT) == 0;
    }

private:
    int socket_;
};

struct SocketPair {
    int ours;
    ClientSocket client;

    static SocketPair make(int bufferBytes = 0) {
        std::array<int, 2> both{};
        CPPUNIT_ASSERT_EQUAL(0, ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both.data()));
        if (bufferBytes > 0) ::setsockopt(both[0], SOL_SOCKET, SO_SNDBUF, &bufferBytes, sizeof bufferBytes);
        return {both[0], ClientSocket(both[1])};
    }
};

} // namespace portico::http::wire::test
