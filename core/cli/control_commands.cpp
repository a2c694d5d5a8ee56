// SPDX-License-Identifier: Apache-2.0
// `portico reload`.
#include "cli/control_commands.h"

#include "cli/control_answer.h"
#include "cli/host_options.h"
#include "host/refusal.h"

#include <iostream>

namespace portico::cli {

namespace {

int reload(const Invocation& invocation) {
    const ControlAnswer answer = askRunning(hostOptions(invocation), "reload");
    std::vector<std::string> sentences = textsOf(*answer.object, "sentences");
    const auto generation = answer.object->getValue<unsigned>("generation");
    if (!answer.object->getValue<bool>("done")) {
        sentences.push_back("not reloaded; generation " + std::to_string(generation) + " serves on");
        throw host::Refusal(std::move(sentences));
    }
    for (const std::string& sentence : sentences) std::cerr << "portico: note: " << sentence << '\n';
    std::cout << "reloaded: generation " << generation << " serves\n";
    return Done;
}

} // namespace

std::vector<Command> controlCommands() {
    return {
        {"reload", "", 0, 0, "Let the running server take on what has changed: plugins, pages, configuration.",
         withHostOptions({}), reload},
    };
}

} // namespace portico::cli
