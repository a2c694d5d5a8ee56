// SPDX-License-Identifier: Apache-2.0
// Help and hints from the table of commands.
#include "cli/help.h"

#include "config/nearest.h"

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

namespace {

std::string firstWord(std::string_view words) { return std::string(words.substr(0, words.find(' '))); }

std::string firstTwoWords(const std::string& words) {
    const std::size_t first = words.find(' ');
    return first == std::string::npos ? words : words.substr(0, words.find(' ', first + 1));
}

// "user add, user list" for "user"; empty if no command begins with the word.
std::string familyOf(std::span<const Command> commands, const std::string& word) {
    std::string family;
    for (const Command& command : commands)
        if (firstWord(command.words) == word && command.words != word)
            family.append(family.empty() ? "" : ", ").append(command.words);
    return family;
}

std::string advice(std::span<const Command> commands, const std::string& typed) {
    std::vector<std::string> known;
    for (const Command& command : commands) known.emplace_back(command.words);
    for (const std::string& candidate : {firstTwoWords(typed), firstWord(typed)})
        if (const auto meant = config::nearest(candidate, known)) return "did you mean `portico " + *meant + "`?";
    const std::string family = familyOf(commands, firstWord(typed));
    return family.empty() ? "`portico help` lists all commands" : "the commands are " + family;
}

} // namespace

UsageError unknownCommand(std::span<const Command> commands, const std::string& typed) {
    return UsageError("there is no command \"" + firstTwoWords(typed) + "\"; " + advice(commands, typed));
}

} // namespace portico::cli
