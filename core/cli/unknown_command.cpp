// SPDX-License-Identifier: Apache-2.0
#include "cli/unknown_command.h"

#include "config/nearest.h"

namespace portico::cli {

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
