// SPDX-License-Identifier: Apache-2.0
// The sockets that clients come to: made for an address of the configuration, or handed over by systemd (sd_listen_fds(3)).
#pragma once

#include "http/wire/endpoint.h"

#include <string>
#include <string_view>
#include <vector>

namespace portico::http::wire {

// Who may connect to a Unix socket: whoever may write to its file.
struct SocketFile {
    unsigned mode = 0660;
    std::string owner{}, group{}; // names or numbers; empty: this process's
};

// A listening socket, non-blocking; closed at its end, and a Unix socket that we made is then unlinked.
class Listener {
public:
    // "127.0.0.1:8080", "[::1]:8080", "unix:/run/portico/http.sock"; port 0: any free one. An address that this machine does not
    // have (yet: the network may come up later) is listened on all the same. Throws std::runtime_error that names the address, what
    // is wrong and what to do.
    static Listener bind(const std::string& address, const SocketFile& file = {});
    // A socket that systemd opened. Throws if nobody can come to it.
    static Listener adopt(int socket);

    Listener(Listener&& other) noexcept;
    Listener& operator=(Listener&&) = delete;
    ~Listener();

    int socket() const noexcept { return socket_; }
    bool isInherited() const noexcept { return inherited_; }
    // Nobody can come any longer. Not of a handed one: it is systemd's, and stays open.
    void refuse() const noexcept;
    bool isUnix() const noexcept { return !unixPath_.empty() || address_.starts_with("unix:"); }
    std::uint16_t port() const; // 0 of a Unix socket
    // As bound: "127.0.0.1:43211", "unix:/run/portico/http.sock".
    const std::string& address() const noexcept { return address_; }

private:
    Listener(int socket, std::string address, std::string unixPath);

    int socket_;
    std::string address_;
    std::string unixPath_; // to unlink
    bool inherited_ = false;
};

// False: no interface of this machine has this address now, so nobody can come. `address` as Listener::address() or with a scheme in
// front; true of any that is none of IP.
bool isOfThisMachine(std::string_view address);

// The sockets that systemd hands over to this process, with their names (FileDescriptorName=); none without socket activation.
// Takes the variables out of the environment. Once, before threads.
struct InheritedSocket {
    int socket;
    std::string name;
};
std::vector<InheritedSocket> inheritedSockets();

} // namespace portico::http::wire
