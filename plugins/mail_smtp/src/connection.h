// SPDX-License-Identifier: Apache-2.0
// The bytes to and from a mail server, over Poco's sockets, plain or TLS. Every function returns by its deadline.
//
// Why not Poco's SMTPClientSession: it connects to a host without a timeout, its timeouts are those of single reads, so that a
// server that sends a byte now and then is never given up, and it reads replies of any number of lines into memory. It logs in no
// matter whether the connection is encrypted. Sockets that do not block, with a deadline for each wait, have none of this.
#pragma once

#include "settings.h"

#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocket.h>
#include <chrono>
#include <string_view>

namespace mail_smtp {

using Deadline = std::chrono::steady_clock::time_point;

// Throws portico::Error(PORTICO_UNAVAILABLE).
[[noreturn]] void unavailable(const std::string& sentence);

// OpenSSL's error queue of this thread, which the host's own TLS uses too. Poco neither expects old errors in it nor removes all of
// its own.
class ErrorQueue {
public:
    ErrorQueue() noexcept { clear(); }
    ~ErrorQueue() { clear(); }
    ErrorQueue(const ErrorQueue&) = delete;
    ErrorQueue& operator=(const ErrorQueue&) = delete;

private:
    static void clear() noexcept;
};

class Connection {
public:
    // Connects to the first address of the server that answers. The system's resolver has timeouts of its own. Throws
    // portico::Error(PORTICO_UNAVAILABLE), here and below, or Poco::Exception.
    Connection(const Settings& settings, Deadline deadline);

    // Does the handshake; from now on everything is encrypted. Nothing that was received before may be unread.
    void startTls(const Poco::Net::Context::Ptr& context, const std::string& server, Deadline deadline);

    // The number of bytes that were read, at least 1.
    std::size_t read(char* buffer, std::size_t size, Deadline deadline);
    void write(std::string_view bytes, Deadline deadline);

private:
    void open(const Poco::Net::SocketAddress& address, std::chrono::steady_clock::duration timeout);
    // After `result`, negative, of a call that would have blocked.
    void wait(int result, bool isWriting, Deadline deadline) const;

    ErrorQueue errors_;              // before the sockets, whose destructors use it
    Poco::Net::StreamSocket tcp_;    // the descriptor
    Poco::Net::StreamSocket socket_; // the same, or TLS on it
    bool isSecure_ = false;
};

} // namespace mail_smtp
