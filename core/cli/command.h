// SPDX-License-Identifier: Apache-2.0
// A command: its words, its options and operands, and its function. The table of all commands is in commands.cpp; help, usage
// errors and the manual page are generated from it.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace portico::cli {

enum Exit : int { Done = 0, Failed = 1, WrongUsage = 2, BadConfiguration = 78 };

struct Option {
    std::string_view name;     // "set"
    std::string_view argument; // "KEY=VALUE"; empty: a switch
    std::string_view sentence;
};

// One call of a command, with parsed options and operands.
class Invocation {
public:
    void add(const std::string& option, const std::string& value) { options_[option].push_back(value); }
    void add(const std::string& operand) { operands_.push_back(operand); }

    bool has(std::string_view option) const { return options_.find(option) != options_.end(); }
    std::string value(std::string_view option) const { // the last value, or empty
        const auto found = options_.find(option);
        return found == options_.end() ? std::string() : found->second.back();
    }
    std::vector<std::string> values(std::string_view option) const {
        const auto found = options_.find(option);
        return found == options_.end() ? std::vector<std::string>() : found->second;
    }
    const std::vector<std::string>& operands() const { return operands_; }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> options_;
    std::vector<std::string> operands_;
};

struct Command {
    std::string_view words;    // "user add"
    std::string_view operands; // "NAME"
    std::size_t least, most;   // number of operands
    std::string_view sentence; // empty: for programs only, not listed in the help
    std::vector<Option> options;
    int (*run)(const Invocation& invocation);

    bool isForPeople() const { return !sentence.empty(); }
};

// Wrong usage: the message is printed and the exit code is 2.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace portico::cli
