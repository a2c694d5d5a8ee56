// SPDX-License-Identifier: Apache-2.0
// Listening sockets: created for an address of the configuration, or inherited from systemd (sd_listen_fds(3)).
#pragma once

#include "base/descriptor.h"
#include "http/wire/listen/endpoint.h"

#include <string>
#include <string_view>
#include <vector>

namespace portico::http::wire {

// Who may connect to a Unix socket: processes that may write to its file.
struct SocketFile {
    unsigned mode = 0660;
    std::string owner{}, group{}; // names or numbers; empty: those of this process
};

// A non-blocking listening socket. The destructor closes it and unlinks a Unix socket that this object created.
class Listener {
public:
    // "127.0.0.1:8080", "[::1]:8080", "unix:/run/portico/http.sock"; port 0: any free one. An address that this machine does not
    // have is accepted, because the network may come up later. Throws std::runtime_error with the address, the fault and the
    // remedy.
    static Listener bind(const std::string& address, const SocketFile& file = {});
    // An inherited socket. Throws if no client can connect to it.
    static Listener adopt(int socket);

    Listener(Listener&&) noexcept = default;
    Listener& operator=(Listener&&) = delete;
    ~Listener();

    int socket() const noexcept { return socket_.get(); }
    bool isInherited() const noexcept { return inherited_; }
    // Stops listening, except on an inherited socket, which belongs to systemd and stays open.
    void refuse() const noexcept;
    bool isUnix() const noexcept { return !unixPath_.empty() || address_.starts_with("unix:"); }
    std::uint16_t port() const; // 0 for a Unix socket
    // As bound: "127.0.0.1:43211", "unix:/run/portico/http.sock".
    const std::string& address() const noexcept { return address_; }

private:
    Listener(int socket, std::string address, std::string unixPath);

    base::Descriptor socket_;
    std::string address_;
    std::string unixPath_; // to unlink
    bool inherited_ = false;
};

// False if no interface of this machine currently has this address, so that no client can reach it. `address` as from
// Listener::address(), or with a scheme in front; true for anything but an IP address.
bool isOfThisMachine(std::string_view address);

// The inherited sockets and their names (FileDescriptorName=); none without socket activation. Removes the variables from the
// environment. Call it once, before threads start.
struct InheritedSocket {
    int socket;
    std::string name;
};
std::vector<InheritedSocket> inheritedSockets();

} // namespace portico::http::wire
