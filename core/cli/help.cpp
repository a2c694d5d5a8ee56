// SPDX-License-Identifier: Apache-2.0
// The output of `portico help`.
#include "cli/help.h"

#include <iomanip>
#include <ostream>

namespace portico::cli {

namespace {

std::string usageOf(const Command& command) {
    std::string usage(command.words);
    if (!command.operands.empty()) usage.append(" ").append(command.operands);
    return usage;
}

void printOptions(const Command& command, std::ostream& out) {
    for (const Option& option : command.options) {
        std::string text = "--" + std::string(option.name);
        if (!option.argument.empty()) text.append(" ").append(option.argument);
        out << "    " << std::left << std::setw(26) << text << ' ' << option.sentence << '\n';
    }
}

// "user add" matches the topics "user add", "user" and "".
bool isAbout(const Command& command, std::string_view topic) {
    return topic.empty() || command.words == topic || command.words.starts_with(std::string(topic) + ' ');
}

} // namespace

bool printHelp(std::span<const Command> commands, std::string_view topic, std::ostream& out) {
    bool any = false;
    if (topic.empty()) out << "portico: a web server whose every capability is a plugin\n\n";
    for (const Command& command : commands) {
        if (!isAbout(command, topic) || !command.isForPeople()) continue;
        out << "  portico " << std::left << std::setw(28) << usageOf(command) << ' ' << command.sentence << '\n';
        if (!topic.empty()) printOptions(command, out);
        any = true;
    }
    if (topic.empty()) out << "\n`portico COMMAND --help` shows the options of a command.\n";
    return any;
}

} // namespace portico::cli
