// SPDX-License-Identifier: Apache-2.0
// The commands' side of server.control.
#include "host/control/control_client.h"

#include "base/descriptor.h"
#include "base/json.h"
#include "config/host_keys.h"
#include "host/control/control_address.h"
#include "host/process/become_owner.h"
#include "host/process/refusal.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace portico::host {

namespace {

// Of faults, those that hide where the server listens.
std::vector<std::string> hiding(const std::vector<config::Fault>& faults, bool isWhole) {
    std::vector<std::string> sentences;
    for (const config::Fault& fault : faults)
        if (!isWhole || fault.what.starts_with("server.control") || fault.what.starts_with("state.directory"))
            sentences.push_back(fault.text());
    return sentences;
}

void setTimeout(int connection, int option, std::chrono::seconds timeout) {
    const timeval value{timeout.count(), 0};
    ::setsockopt(connection, SOL_SOCKET, option, &value, sizeof value);
}

constexpr std::chrono::seconds untilAccepted{10}; // a listener that accepts nothing has a full queue
constexpr std::size_t longestAnswer = 64 << 20U;

// Nothing if nobody listens.
base::Descriptor connected(const std::filesystem::path& socket) {
    const sockaddr_un address = controlAddress(socket);
    base::Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    setTimeout(connection.get(), SO_SNDTIMEO, untilAccepted);
    if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return connection;
    if (errno == ENOENT || errno == ECONNREFUSED || errno == ENOTDIR) return {};
    if (errno == EAGAIN)
        throw std::runtime_error("the process that listens on " + socket.string() +
                                 " accepts no connection; see its log");
    throw std::runtime_error(socket.string() + ": " + std::generic_category().message(errno) +
                             "; only root and the server's user may connect");
}

[[noreturn]] void refuseListener(uid_t listener, const ControlTarget& target, std::vector<std::string> reasons) {
    const std::string others = ::geteuid() == 0
                                   ? "root nor the owner of state.directory (" + target.state.string() + ')'
                                   : "root nor the user of this command";
    reasons.insert(reasons.begin(), "server.control: user " + std::to_string(listener) + " listens on " +
                                        target.socket.string() + ", and is neither " + others +
                                        "; nothing was sent; if that is your server, run this command as its user");
    throw Refusal(std::move(reasons));
}

void mustBeServer(uid_t listener, const ControlTarget& target) {
    if (listener == 0 || listener == ::geteuid()) return;
    std::vector<std::string> reasons;
    try {
        if (const auto owner = ::geteuid() == 0 ? trustedOwnerOf(target.state) : std::nullopt;
            owner && owner->user == listener)
            return;
    } catch (const Refusal& refusal) { // of the state folder
        reasons = refusal.reasons();
    }
    refuseListener(listener, target, std::move(reasons));
}

// Of the process that called listen(): the kernel knows it, whatever the path is.
uid_t listenerOf(int connection) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0) return peer.uid;
    throw std::runtime_error("server.control: the user who listens there is unknown: " +
                             std::generic_category().message(errno));
}

} // namespace

ControlTarget controlTarget(const config::Settings& settings) {
    // A reload is answered when it has ended, or after limits.reload_wait.
    return {settings.path("server.control"), settings.path("state.directory"),
            settings.duration("limits.reload_wait") + std::chrono::seconds(60)};
}

ControlTarget controlTarget(const Options& options) {
    const config::Draft draft = config::parse(options.sources);
    const config::Outcome outcome = draft.check(config::hostKeys());
    std::vector<std::string> reasons = hiding(outcome.faults, draft.isWhole());
    if (reasons.empty()) return controlTarget(outcome.settings);
    reasons.emplace_back(
        "the configuration does not say where the server listens (server.control); no server was asked");
    throw Refusal(std::move(reasons));
}

std::optional<std::string> askServer(const ControlTarget& target, const std::string& line) {
    const base::Descriptor connection = connected(target.socket);
    if (!connection) return std::nullopt;
    mustBeServer(listenerOf(connection.get()), target);
    const std::string sent = line + '\n';
    std::string answer;
    char piece[4096];
    const auto deadline = std::chrono::steady_clock::now() + target.longest;
    const auto isInTime = [&] {
        const auto left = std::chrono::ceil<std::chrono::seconds>(deadline - std::chrono::steady_clock::now());
        setTimeout(connection.get(), SO_RCVTIMEO, left);
        return left.count() > 0;
    };
    if (::send(connection.get(), sent.data(), sent.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(sent.size()))
        for (ssize_t got = 0; answer.size() < longestAnswer && isInTime() &&
                              (got = ::recv(connection.get(), piece, sizeof piece, 0)) > 0;)
            answer.append(piece, static_cast<std::size_t>(got));
    if (answer.empty() || answer.back() != '\n')
        throw std::runtime_error("the server at " + target.socket.string() + " did not answer; see its log");
    answer.pop_back();
    return answer;
}

base::Json parsedAnswer(const std::string& answer) {
    auto parsed = base::parseJson(answer);
    if (auto* json = std::get_if<base::Json>(&parsed)) return std::move(*json);
    throw std::runtime_error("the server's answer is not JSON (" + std::get<std::string>(parsed) + ')');
}

} // namespace portico::host
