// SPDX-License-Identifier: Apache-2.0
// Listening sockets.
#include "http/wire/listen/listener.h"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <unistd.h>

namespace portico::http::wire {

namespace {

constexpr int backlog = 4096; // the kernel limits it to net.core.somaxconn

[[noreturn]] void fail(const std::string& address, const std::string& why, const std::string& advice = "") {
    throw std::runtime_error("cannot listen on " + address + ": " + why + "; " + advice +
                             "choose another address with server.listen");
}

std::string adviceFor(int error) {
    switch (error) {
    case EADDRINUSE: return "stop the program that listens there, or ";
    case ENOENT:
    case ENOTDIR: return "create the directory of the socket, or ";
    case EACCES:
    case EPERM:
        return "let systemd open it (a .socket unit), grant the server's user permission (ports below 1024: "
               "CAP_NET_BIND_SERVICE; a Unix socket: write access to its directory), or ";
    default: return "";
    }
}

[[noreturn]] void failWithErrno(const std::string& address) {
    const int error = errno;
    fail(address, std::generic_category().message(error), adviceFor(error));
}

struct Place {
    sockaddr_storage address{};
    socklen_t length = 0;
};

Place unixPlace(const std::string& address, const std::string& path) {
    Place place;
    sockaddr_un un{};
    un.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof un.sun_path) fail(address, "the path is empty or too long");
    path.copy(un.sun_path, path.size());
    std::memcpy(&place.address, &un, sizeof un);
    place.length = sizeof un;
    return place;
}

// "127.0.0.1:8080" or "[::1]:8080": numbers only, checked by the configuration.
Place tcpPlace(const std::string& address) {
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos) fail(address, "it has no port");
    std::string host = address.substr(0, colon);
    const auto port = htons(static_cast<std::uint16_t>(std::atoi(address.c_str() + colon + 1)));
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    Place place;
    sockaddr_in four{};
    sockaddr_in6 six{};
    if (::inet_pton(AF_INET, host.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = port;
        std::memcpy(&place.address, &four, place.length = sizeof four);
    } else if (::inet_pton(AF_INET6, host.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = port;
        std::memcpy(&place.address, &six, place.length = sizeof six);
    } else {
        fail(address, "\"" + host + "\" is not an IPv4 or IPv6 address");
    }
    return place;
}

const sockaddr* addressOf(const Place& place) { return reinterpret_cast<const sockaddr*>(&place.address); }

// Linux accepts IP_FREEBIND for sockets of both families.
bool isBound(int socket, const Place& place) {
    if (::bind(socket, addressOf(place), place.length) == 0) return true;
    const int on = 1;
    return errno == EADDRNOTAVAIL && ::setsockopt(socket, IPPROTO_IP, IP_FREEBIND, &on, sizeof on) == 0 &&
           ::bind(socket, addressOf(place), place.length) == 0;
}

// Removes a socket file on which no process listens any more. One that is in use belongs to another process.
void clearStale(const Place& place, const std::string& path) {
    struct stat about {};
    if (::lstat(path.c_str(), &about) != 0 || !S_ISSOCK(about.st_mode)) return;
    const base::Descriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (::connect(probe.get(), addressOf(place), place.length) != 0 && errno == ECONNREFUSED) ::unlink(path.c_str());
}

template <class Entry>
unsigned numberOf(const std::string& name, Entry* (*find)(const char*), unsigned Entry::*number, const char* what) {
    if (name.empty()) return static_cast<unsigned>(-1); // chown leaves it unchanged
    unsigned value = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value);
    if (error == std::errc{} && end == name.data() + name.size()) return value;
    const Entry* entry = find(name.c_str());
    if (entry == nullptr) throw std::runtime_error(std::string("there is no ") + what + " \"" + name + '"');
    return entry->*number;
}

// Before clients can connect, that is before listen().
void applySocketFile(const std::string& path, const SocketFile& file) {
    const auto owner = numberOf(file.owner, ::getpwnam, &passwd::pw_uid, "user");
    const auto group = numberOf(file.group, ::getgrnam, &group::gr_gid, "group");
    if ((!file.owner.empty() || !file.group.empty()) && ::lchown(path.c_str(), owner, group) != 0)
        throw std::runtime_error("its owner cannot be set to " + file.owner + ':' + file.group + ": " +
                                 std::generic_category().message(errno) +
                                 "; without root, only a group of the server's user can be set");
    if (::chmod(path.c_str(), file.mode) != 0)
        throw std::runtime_error("its mode cannot be set: " + std::generic_category().message(errno));
}

std::string boundAddress(int socket) {
    sockaddr_storage address{};
    socklen_t length = sizeof address;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0) return "?";
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_UNIX) {
        sockaddr_un un{};
        std::memcpy(&un, &address, sizeof un);
        return "unix:" + std::string(un.sun_path, ::strnlen(un.sun_path, sizeof un.sun_path));
    }
    if (address.ss_family == AF_INET) {
        sockaddr_in in{};
        std::memcpy(&in, &address, sizeof in);
        ::inet_ntop(AF_INET, &in.sin_addr, text.data(), text.size());
        return std::string(text.data()) + ":" + std::to_string(ntohs(in.sin_port));
    }
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    ::inet_ntop(AF_INET6, &in.sin6_addr, text.data(), text.size());
    return "[" + std::string(text.data()) + "]:" + std::to_string(ntohs(in.sin6_port));
}

void applySocketFileOrThrow(const std::string& address, const std::string& path, const SocketFile& file) {
    try {
        applySocketFile(path, file);
    } catch (const std::runtime_error& error) {
        throw std::runtime_error("cannot listen on " + address + ": " + error.what() +
                                 " (server.socket_mode, server.socket_owner, server.socket_group)");
    }
}

} // namespace

Listener::Listener(int socket, std::string address, std::string unixPath)
    : socket_(socket), address_(std::move(address)), unixPath_(std::move(unixPath)) {}

Listener::~Listener() {
    if (socket_ && !unixPath_.empty()) ::unlink(unixPath_.c_str());
}

Listener Listener::bind(const std::string& address, const SocketFile& file) {
    const std::string path = address.starts_with("unix:") ? address.substr(5) : "";
    const Place place = path.empty() ? tcpPlace(address) : unixPlace(address, path);
    if (!path.empty()) clearStale(place, path);
    const int socket = ::socket(place.address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0) failWithErrno(address);
    Listener listener(socket, address, "");
    const int on = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (place.address.ss_family == AF_INET6) ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (!isBound(socket, place)) failWithErrno(address);
    listener.unixPath_ = path;
    if (!path.empty()) applySocketFileOrThrow(address, path, file);
    if (::listen(socket, backlog) != 0) failWithErrno(address);
    listener.address_ = boundAddress(socket);
    return listener;
}

void Listener::refuse() const noexcept {
    if (!inherited_) ::shutdown(socket(), SHUT_RDWR);
}

std::uint16_t Listener::port() const {
    if (isUnix()) return 0;
    return static_cast<std::uint16_t>(std::atoi(address_.c_str() + address_.rfind(':') + 1));
}

Listener Listener::adopt(int socket) {
    int listens = 0;
    socklen_t length = sizeof listens;
    if (::getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) != 0 || listens == 0)
        throw std::runtime_error(
            "descriptor " + std::to_string(socket) +
            " of socket activation does not listen for streams; set ListenStream= and Accept=no in "
            "its .socket unit");
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
    Listener listener(socket, boundAddress(socket), "");
    listener.inherited_ = true;
    return listener;
}

// Binding to a port that the system chooses takes no other program's port.
bool isOfThisMachine(std::string_view address) {
    if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos)
        address.remove_prefix(scheme + 3);
    if (address.starts_with("unix:")) return true;
    const Place place = tcpPlace(std::string(address.substr(0, address.rfind(':'))) + ":0");
    const base::Descriptor probe(::socket(place.address.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const bool isAway = ::bind(probe.get(), addressOf(place), place.length) != 0 && errno == EADDRNOTAVAIL;
    return !isAway;
}

std::vector<InheritedSocket> inheritedSockets() {
    constexpr int first = 3; // SD_LISTEN_FDS_START
    std::vector<InheritedSocket> all;
    const char* pid = std::getenv("LISTEN_PID");
    const char* count = std::getenv("LISTEN_FDS");
    const char* names = std::getenv("LISTEN_FDNAMES");
    if (pid != nullptr && count != nullptr && std::atol(pid) == ::getpid()) {
        std::string rest = names != nullptr ? names : "";
        for (int i = 0; i < std::atoi(count); ++i) {
            const std::size_t colon = rest.find(':');
            all.push_back({first + i, rest.substr(0, colon)});
            rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
        }
    }
    for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) ::unsetenv(name);
    return all;
}

} // namespace portico::http::wire
