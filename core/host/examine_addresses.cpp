// SPDX-License-Identifier: Apache-2.0
// Does somebody answer where the configuration says? With portico.socket systemd listens, and its addresses stand over these.
#include "host/examine_machine.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace portico::host {

namespace {

bool connects(int family, const sockaddr* address, socklen_t length) {
    const int socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool good = ::connect(socket, address, length) == 0;
    if (socket >= 0) ::close(socket);
    return good;
}

// Any address of this machine is reached by its loopback.
bool answers(const std::string& listen) {
    if (listen.starts_with("unix:")) {
        sockaddr_un un{};
        un.sun_family = AF_UNIX;
        listen.copy(un.sun_path, sizeof un.sun_path - 1, 5);
        return connects(AF_UNIX, reinterpret_cast<const sockaddr*>(&un), sizeof un);
    }
    const std::size_t colon = listen.rfind(':');
    const auto port = htons(static_cast<std::uint16_t>(std::strtoul(listen.c_str() + colon + 1, nullptr, 10)));
    const std::string host = listen.substr(0, colon);
    if (host.starts_with('[')) {
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_port = port;
        const std::string inside = host.substr(1, host.size() - 2);
        ::inet_pton(AF_INET6, inside == "::" ? "::1" : inside.c_str(), &six.sin6_addr);
        return connects(AF_INET6, reinterpret_cast<const sockaddr*>(&six), sizeof six);
    }
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = port;
    const bool loopback = host == "0.0.0.0" || host == "localhost";
    ::inet_pton(AF_INET, loopback ? "127.0.0.1" : host.c_str(), &four.sin_addr);
    return connects(AF_INET, reinterpret_cast<const sockaddr*>(&four), sizeof four);
}

void examine(std::vector<Finding>& findings, const config::Settings& settings, const char* key, const char* unit) {
    for (const std::string& address : settings.list(key)) {
        if (address.ends_with(":0")) continue;
        if (answers(address))
            findings.push_back({Verdict::Good, "addresses", "somebody listens on " + address});
        else
            findings.push_back({Verdict::Bad, "addresses",
                                "nobody listens on " + address + " (" + key + "); where systemd opens the sockets, " +
                                    unit + " says which",
                                std::string("systemctl status portico.service ") + unit + "; systemctl edit " + unit});
    }
}

} // namespace

void examineAddresses(std::vector<Finding>& findings, const config::Settings& settings) {
    examine(findings, settings, "server.listen", "portico.socket");
    examine(findings, settings, "server.listen_tls", "portico-tls.socket");
}

} // namespace portico::host
