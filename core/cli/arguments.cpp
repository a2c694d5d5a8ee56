// SPDX-License-Identifier: Apache-2.0
// Parses the arguments of `portico`.
#include "cli/arguments.h"

#include "cli/help.h"

#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <algorithm>

namespace portico::cli {

namespace {

bool wantsHelp(const std::vector<std::string>& words) {
    return words.empty() || words.front() == "help" || words.front() == "--help" || words.front() == "-h";
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < std::min(to, words.size()); ++i) {
        if (!text.empty()) text += ' ';
        text += words[i];
    }
    return text;
}

std::size_t wordsOf(const Command& command) {
    return 1 + static_cast<std::size_t>(std::count(command.words.begin(), command.words.end(), ' '));
}

std::size_t wordsBeforeOptions(const std::vector<std::string>& arguments) {
    const auto option = std::ranges::find_if(arguments, [](const std::string& word) { return word.starts_with('-'); });
    return static_cast<std::size_t>(option - arguments.begin());
}

const Command& find(std::span<const Command> commands, const std::vector<std::string>& arguments) {
    const Command* best = nullptr;
    for (const Command& command : commands)
        if (joined(arguments, 0, wordsOf(command)) == command.words && (!best || wordsOf(command) > wordsOf(*best)))
            best = &command;
    if (best == nullptr) throw unknownCommand(commands, joined(arguments, 0, wordsBeforeOptions(arguments)));
    return *best;
}

Poco::Util::OptionSet optionsOf(const Command& command) {
    Poco::Util::OptionSet set;
    for (const Option& option : command.options) {
        Poco::Util::Option known(std::string(option.name), "");
        known.repeatable(true);
        if (!option.argument.empty()) known.argument(std::string(option.argument));
        set.addOption(known);
    }
    return set;
}

void take(const Command& command, const std::vector<std::string>& arguments, Invocation& invocation) {
    const Poco::Util::OptionSet set = optionsOf(command);
    Poco::Util::OptionProcessor processor(set);
    bool onlyOperands = false;
    for (std::size_t i = wordsOf(command); i < arguments.size(); ++i) {
        std::string name, value;
        if (!onlyOperands && arguments[i] == "--")
            onlyOperands = true;
        else if (onlyOperands || arguments[i] == "-" || !processor.process(arguments[i], name, value))
            invocation.add(arguments[i]);
        else if (!name.empty()) // empty: the value follows in the next argument
            invocation.add(name, value);
    }
    processor.checkRequired();
}

} // namespace

Parsed parseArguments(std::span<const Command> commands, const std::vector<std::string>& arguments) {
    if (wantsHelp(arguments)) return {nullptr, {}, joined(arguments, 1, arguments.size())};
    if (arguments.back() == "--help" || arguments.back() == "-h")
        return {nullptr, {}, joined(arguments, 0, arguments.size() - 1)};
    if (arguments.front() == "--version") return parseArguments(commands, {"version"});
    const Command& command = find(commands, arguments);
    Parsed parsed{&command, {}, {}};
    try {
        take(command, arguments, parsed.invocation);
    } catch (const Poco::Util::UnknownOptionException& error) {
        throw UsageError("`portico " + std::string(command.words) + "` has no option \"" + error.message() +
                         "\"; `portico " + std::string(command.words) + " --help` lists its options");
    } catch (const Poco::Util::OptionException& error) {
        throw UsageError(std::string(command.words) + ": " + error.displayText() + "; see `portico " +
                         std::string(command.words) + " --help`");
    }
    const std::size_t count = parsed.invocation.operands().size();
    if (count < command.least || count > command.most)
        throw UsageError("usage: portico " + std::string(command.words) + (command.operands.empty() ? "" : " ") +
                         std::string(command.operands));
    return parsed;
}

} // namespace portico::cli
