// SPDX-License-Identifier: Apache-2.0
#include "connection.h"

#include <Poco/Net/DNS.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <algorithm>
#include <cerrno>
#include <openssl/err.h>
#include <poll.h>

namespace mail_smtp {

namespace {

using Clock = std::chrono::steady_clock;
using Poco::Net::SecureStreamSocket;

[[noreturn]] void late() { unavailable("the mail server did not answer in time"); }

std::vector<Poco::Net::IPAddress> addressesOf(const Settings& settings) {
    std::vector<Poco::Net::IPAddress> addresses;
    const Poco::Net::HostEntry found = Poco::Net::DNS::hostByName(settings.server);
    for (const Poco::Net::IPAddress& one : found.addresses())
        if (settings.encryption != Encryption::None || one.isLoopback()) addresses.push_back(one);
    if (addresses.empty()) unavailable(settings.server + " has no address that may be used; see plugins.mail_smtp.tls");
    return addresses;
}

} // namespace

void unavailable(const std::string& sentence) { throw portico::Error(PORTICO_UNAVAILABLE, sentence); }

void ErrorQueue::clear() noexcept { ERR_clear_error(); }

Connection::Connection(const Settings& settings, Deadline deadline) {
    const Deadline connected = std::min(deadline, Clock::now() + settings.connectTimeout);
    std::string problem;
    for (const Poco::Net::IPAddress& address : addressesOf(settings)) {
        const Clock::duration left = connected - Clock::now();
        if (left <= Clock::duration::zero()) break;
        try {
            open({address, settings.port}, left);
            return;
        } catch (const Poco::Exception& error) {
            problem = error.displayText();
        }
    }
    unavailable(problem.empty() ? "no address could be reached in time" : problem);
}

void Connection::open(const Poco::Net::SocketAddress& address, Clock::duration timeout) {
    tcp_ = Poco::Net::StreamSocket(address.family());
    tcp_.connect(address, Poco::Timespan(std::chrono::duration_cast<std::chrono::microseconds>(timeout).count()));
    tcp_.setBlocking(false);
    tcp_.setNoDelay(true);
    socket_ = tcp_;
}

void Connection::startTls(const Poco::Net::Context::Ptr& context, const std::string& server, Deadline deadline) {
    const ErrorQueue clean;
    SecureStreamSocket secure = SecureStreamSocket::attach(tcp_, server, context);
    isSecure_ = true;
    for (int result = secure.completeHandshake(); result != 1; result = secure.completeHandshake())
        wait(result, false, deadline);
    socket_ = secure;
}

std::size_t Connection::read(char* buffer, std::size_t size, Deadline deadline) {
    const ErrorQueue clean;
    while (true) {
        const int count = socket_.receiveBytes(buffer, static_cast<int>(size));
        if (count > 0) return static_cast<std::size_t>(count);
        if (count == 0) unavailable("the mail server ended the connection");
        wait(count, false, deadline);
    }
}

void Connection::write(std::string_view bytes, Deadline deadline) {
    const ErrorQueue clean;
    while (!bytes.empty()) {
        // TLS wants the same bytes again after a wait.
        const int count = socket_.sendBytes(bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 16384)));
        if (count > 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else
            wait(count, true, deadline);
    }
}

void Connection::wait(int result, bool isWriting, Deadline deadline) const {
    if (isSecure_) isWriting = result == SecureStreamSocket::ERR_SSL_WANT_WRITE;
    pollfd polled{tcp_.impl()->sockfd(), static_cast<short>(isWriting ? POLLOUT : POLLIN), 0};
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) late();
        const int ready = ::poll(&polled, 1, static_cast<int>(std::min<std::int64_t>(left, 3600 * 1000)));
        if (ready > 0) return;
        if (ready < 0 && errno != EINTR) unavailable("the connection to the mail server failed");
    }
}

} // namespace mail_smtp
