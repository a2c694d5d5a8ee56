// SPDX-License-Identifier: Apache-2.0
// Answers of the running server on its control socket.
#include "cli/control_answer.h"

#include "host/control/control_client.h"

#include <stdexcept>

namespace portico::cli {

std::optional<ControlAnswer> askAt(const std::filesystem::path& control, const std::string& line) {
    const auto text = host::askServer(control, line);
    if (!text) return std::nullopt;
    ControlAnswer answer{*text, host::parsedAnswer(*text)};
    if (answer.json.find("error") != nullptr) throw std::runtime_error(answer.json.text("error"));
    return answer;
}

std::optional<ControlAnswer> askIfRunning(const host::Options& options, const std::string& line) {
    return askAt(host::controlFile(options), line);
}

ControlAnswer askRunning(const host::Options& options, const std::string& line) {
    if (auto answer = askIfRunning(options, line)) return *std::move(answer);
    throw std::runtime_error("no server listens on " + host::controlFile(options).string() +
                             "; is the server running, and with this configuration?");
}

} // namespace portico::cli
