// SPDX-License-Identifier: Apache-2.0
// Answers of the running server on its control socket.
#include "cli/control_answer.h"

#include "host/process/refusal.h"

#include <iostream>
#include <stdexcept>

namespace portico::cli {

std::optional<ControlAnswer> askAt(const host::ControlTarget& target, const std::string& line) {
    const auto text = host::askServer(target, line);
    if (!text) return std::nullopt;
    ControlAnswer answer{*text, host::parsedAnswer(*text)};
    if (answer.json.find("error") != nullptr) throw std::runtime_error(answer.json.text("error"));
    return answer;
}

std::optional<ControlAnswer> askIfRunning(const host::Options& options, const std::string& line) {
    return askAt(host::controlTarget(options), line);
}

ControlAnswer askRunning(const host::Options& options, const std::string& line) {
    const host::ControlTarget target = host::controlTarget(options);
    if (auto answer = askAt(target, line)) return *std::move(answer);
    throw std::runtime_error("no server listens on " + target.socket.string() +
                             "; is the server running, and with this configuration?");
}

void tellReload(const ControlAnswer& answer) {
    std::vector<std::string> sentences = answer.json.texts("sentences");
    const auto generation = answer.json.number("generation");
    if (!answer.json.truth("done")) {
        sentences.push_back("not reloaded; generation " + std::to_string(generation) + " keeps serving");
        throw host::Refusal(std::move(sentences));
    }
    for (const std::string& sentence : sentences) std::cerr << "portico: note: " << sentence << '\n';
    std::cout << "reloaded: generation " << generation << " serves\n";
}

} // namespace portico::cli
