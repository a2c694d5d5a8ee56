// SPDX-License-Identifier: Apache-2.0
// The server's side of server.control.
#include "host/control/control_socket.h"

#include "config/file_policy.h"
#include "host/control/control_address.h"

#include <sys/stat.h>
#include <sys/time.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

constexpr std::size_t longestLine = 4096;
constexpr timeval ioTimeout{2, 0};

[[noreturn]] void refuse(const std::filesystem::path& file) {
    throw std::runtime_error("server.control: " + file.string() + ": " + std::generic_category().message(errno));
}

// A user who can rename files in the folder could listen in place of this server.
void mustBeTrusted(const std::filesystem::path& file) {
    const std::string found = config::firstOf(config::violationsAbove(file, ::geteuid()));
    if (!found.empty()) throw std::runtime_error("server.control: " + file.string() + ": " + found);
}

bool isListening(const sockaddr_un& address) {
    const base::Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool isTrusted(int connection) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           (peer.uid == 0 || peer.uid == ::geteuid());
}

// Without the line break; empty if there is none.
std::string readLine(int connection) {
    std::string line;
    char c = 0;
    while (line.size() < longestLine && ::recv(connection, &c, 1, 0) == 1) {
        if (c == '\n') return line;
        line += c;
    }
    return {};
}

void sendAll(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return; // the caller is gone
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

} // namespace

ControlSocket::ControlSocket(std::filesystem::path file) : file_(std::move(file)) {
    const sockaddr_un address = controlAddress(file_);
    std::error_code ignored; // bind() reports it better
    std::filesystem::create_directory(file_.parent_path(), ignored);
    mustBeTrusted(file_);
    if (isListening(address)) throw std::runtime_error("server.control: another server listens on " + file_.string());
    if (struct stat about{}; ::lstat(file_.c_str(), &about) == 0 && S_ISSOCK(about.st_mode)) ::unlink(file_.c_str());
    base::Descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    // Nobody else may connect, from the first moment on. No other thread creates files yet.
    const mode_t before = ::umask(0177);
    const int bound = ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::umask(before);
    if (bound != 0 || ::listen(listener.get(), 16) != 0) refuse(file_);
    listener_ = std::move(listener);
}

ControlSocket::~ControlSocket() {
    if (listener_) ::unlink(file_.c_str());
}

std::optional<ControlSocket::Caller> ControlSocket::next() const {
    base::Descriptor connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!connection || !isTrusted(connection.get())) return std::nullopt;
    for (const int option : {SO_RCVTIMEO, SO_SNDTIMEO})
        ::setsockopt(connection.get(), SOL_SOCKET, option, &ioTimeout, sizeof ioTimeout);
    std::string line = readLine(connection.get());
    if (line.empty()) return std::nullopt;
    return Caller(std::move(connection), std::move(line));
}

void ControlSocket::Caller::answer(std::string_view json) const {
    sendAll(connection_.get(), std::string(json) + '\n');
}

} // namespace portico::host
