// SPDX-License-Identifier: Apache-2.0
// The program `portico`: finds the command in the arguments, runs it, and turns errors into a message on standard error and an exit
// code.
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/terminal_text.h"
#include "host/process/failure.h"
#include "host/process/refusal.h"

#include <iostream>
#include <unistd.h>

namespace portico::cli {

namespace {

int help(const std::string& topic) {
    if (printHelp(commands(), topic, std::cout)) return Done;
    throw unknownCommand(commands(), topic);
}

int dispatch(const std::vector<std::string>& arguments) {
    const Parsed parsed = parseArguments(commands(), arguments);
    return parsed.command != nullptr ? parsed.command->run(parsed.invocation) : help(parsed.topic);
}

int run(const std::vector<std::string>& arguments) noexcept {
    const TerminalGuard out(std::cout, STDOUT_FILENO), err(std::cerr, STDERR_FILENO);
    try {
        return dispatch(arguments);
    } catch (const UsageError& error) {
        std::cerr << "portico: " << error.what() << '\n';
        return WrongUsage;
    } catch (const host::Refusal& refusal) {
        for (const std::string& reason : refusal.reasons()) std::cerr << "portico: " << reason << '\n';
        return BadConfiguration;
    } catch (const std::exception& error) {
        std::cerr << "portico: " << host::sentenceOf(error) << '\n';
    } catch (...) {
        std::cerr << "portico: an exception that is not a std::exception\n";
    }
    return Failed;
}

} // namespace

} // namespace portico::cli

int main(int argc, char** argv) { return portico::cli::run({argv + 1, argv + argc}); }
