// SPDX-License-Identifier: Apache-2.0
// Checks whether the server can be reached where it should, and what occupies its addresses if it is not running.
#include "host/doctor/examine_machine.h"

#include "base/descriptor.h"
#include "http/wire/listen/listener.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace portico::host {

namespace {

bool connects(int family, const sockaddr* address, socklen_t length) {
    const base::Descriptor socket(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    return ::connect(socket.get(), address, length) == 0;
}

// Reaches wildcard addresses through loopback.
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

// "127.0.0.1:8080" of "http://127.0.0.1:8080".
std::string withoutScheme(const std::string& address) {
    const std::size_t scheme = address.find("://");
    return scheme == std::string::npos ? address : address.substr(scheme + 3);
}

std::string portOf(const std::string& address) { return address.substr(address.rfind(':') + 1); }

struct ListenKey {
    const char *key, *unit;
};
// systemd does not open the sockets of a service that is running.
constexpr const char* again =
    "systemctl stop portico.socket portico.service; systemctl start portico.socket portico.service";
constexpr ListenKey listenKeys[] = {{"server.listen", "portico.socket"}, {"server.listen_tls", "portico-tls.socket"}};

// Finds addresses that were configured explicitly but are not served.
void findUnserved(Findings& findings, const config::Settings& settings, const std::vector<std::string>& served) {
    for (const auto& [key, unit] : listenKeys)
        for (const std::string& address : settings.list(key)) {
            if (settings.level(key) <= config::Level::packaged || address.ends_with(":0")) continue;
            if (std::ranges::any_of(served, [&](const auto& one) { return withoutScheme(one) == address; })) continue;
            findings.push_back({Verdict::Notice, "addresses",
                                settings.origin(key) + ": " + key + " names " + address +
                                    ", which is not served: sockets from systemd take precedence, or it was configured "
                                    "after the server started",
                                std::string("systemctl edit ") + unit + "; " + again});
        }
}

// For configured and for served addresses.
Finding absent(const std::string& address) {
    return {Verdict::Bad, "addresses", "this machine does not currently have the address of " + address,
            "ip address show"};
}

void findServed(Findings& findings, const std::vector<std::string>& served) {
    for (const std::string& address : served)
        if (!http::wire::isOfThisMachine(address))
            findings.push_back(absent(address));
        else if (answers(withoutScheme(address)))
            findings.push_back({Verdict::Good, "addresses", "the server can be reached on " + address});
        else
            findings.push_back(
                {Verdict::Bad, "addresses", "the server is running but cannot be reached on " + address, again});
}

// Does not connect to whatever listens there: a connection would make systemd start the server.
void findTaken(Findings& findings, const config::Settings& settings) {
    for (const auto& [key, unit] : listenKeys)
        for (const std::string& address : settings.list(key)) {
            if (address.starts_with("unix:") || address.ends_with(":0")) continue;
            try {
                http::wire::Listener::bind(address);
                if (!http::wire::isOfThisMachine(address)) findings.push_back(absent(address));
            } catch (const std::exception& error) {
                findings.push_back({Verdict::Notice, "addresses",
                                    std::string(error.what()) + " (perhaps " + unit + " listens there)",
                                    "ss -ltnp 'sport = :" + portOf(address) + "'; systemctl status " + unit});
            }
        }
}

} // namespace

void examineAddresses(Findings& findings, const config::Settings& settings,
                      const std::optional<std::vector<std::string>>& served) {
    if (served) {
        findServed(findings, *served);
        findUnserved(findings, settings, *served);
        return;
    }
    findings.push_back({Verdict::Bad, "addresses", "the server is not running",
                        "systemctl start portico.service; journalctl -u portico.service -b -n 50"});
    findTaken(findings, settings);
}

} // namespace portico::host
