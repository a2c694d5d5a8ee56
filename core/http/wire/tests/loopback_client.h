// SPDX-License-Identifier: Apache-2.0
// Clients that connect to a test's listener.
#pragma once

#include "http/wire/listen/listener.h"
#include "socket_pair.h"

#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <sys/un.h>

namespace portico::http::wire::test {

// `from`: the client's address on this machine, or nullptr for any.
inline ClientSocket connectTo(const Listener& listener, const char* from = nullptr) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    CPPUNIT_ASSERT_EQUAL(0, ::getsockname(listener.socket(), reinterpret_cast<sockaddr*>(&address), &length));
    const int socket = ::socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (from != nullptr) {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        ::inet_pton(AF_INET, from, &own.sin_addr);
        CPPUNIT_ASSERT_EQUAL(0, ::bind(socket, reinterpret_cast<const sockaddr*>(&own), sizeof own));
    }
    CPPUNIT_ASSERT_EQUAL(0, ::connect(socket, reinterpret_cast<const sockaddr*>(&address), length));
    return ClientSocket(socket);
}

inline std::vector<std::pair<Listener, Endpoint>> oneListener(Endpoint endpoint = {}) {
    std::vector<std::pair<Listener, Endpoint>> all;
    all.emplace_back(Listener::bind("127.0.0.1:0"), std::move(endpoint));
    return all;
}

} // namespace portico::http::wire::test
