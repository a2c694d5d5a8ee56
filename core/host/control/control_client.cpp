// SPDX-License-Identifier: Apache-2.0
// The commands' side of server.control.
#include "host/control/control_client.h"

#include "base/descriptor.h"
#include "base/json.h"
#include "config/host_keys.h"
#include "host/control/control_address.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::host {

std::filesystem::path controlFile(const Options& options) {
    return config::parse(options.sources).check(config::hostKeys()).settings.path("server.control");
}

std::optional<std::string> askServer(const std::filesystem::path& control, const std::string& line) {
    const sockaddr_un address = controlAddress(control);
    const base::Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR) return std::nullopt;
        throw std::runtime_error(control.string() + ": " + std::generic_category().message(errno) +
                                 "; only root and the server's user may connect");
    }
    const std::string sent = line + '\n';
    std::string answer;
    char piece[4096];
    if (::send(connection.get(), sent.data(), sent.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(sent.size()))
        for (ssize_t got = 0; (got = ::recv(connection.get(), piece, sizeof piece, 0)) > 0;)
            answer.append(piece, static_cast<std::size_t>(got));
    if (answer.empty() || answer.back() != '\n')
        throw std::runtime_error("the server at " + control.string() + " did not answer; see its log");
    answer.pop_back();
    return answer;
}

base::Json parsedAnswer(const std::string& answer) {
    auto parsed = base::parseJson(answer);
    if (auto* json = std::get_if<base::Json>(&parsed)) return std::move(*json);
    throw std::runtime_error("the server's answer is not JSON (" + std::get<std::string>(parsed) + ')');
}

} // namespace portico::host
