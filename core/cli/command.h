// SPDX-License-Identifier: Apache-2.0
// What a command is: its words, what it takes, and the function that does it. The table of all commands is in commands.cpp;
// help, usage errors and the manual page are made from it.
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

// One call of a command, its options and operands taken apart and counted.
class Invocation {
public:
    void add(const std::string& option, const std::string& value) { options_[option].push_back(value); }
    void add(const std::string& operand) { operands_.push_back(operand); }

    bool has(std::string_view option) const { return options_.find(option) != options_.end(); }
    std::string value(std::string_view option) const; // the last one given, or empty
    std::vector<std::string> values(std::string_view option) const;
    const std::vector<std::string>& operands() const { return operands_; }

private:
    std::map<std::string, std::vector<std::string>, std::less<>> options_;
    std::vector<std::string> operands_;
};

struct Command {
    std::string_view words;    // "user add"
    std::string_view operands; // "NAME"
    std::size_t least, most;   // how many of them
    std::string_view sentence; // empty: programs call it, and people are not told
    std::vector<Option> options;
    int (*run)(const Invocation& invocation);

    bool isForPeople() const { return !sentence.empty(); }
};

// What a user typed is not a command: exit code 2 and the message.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace portico::cli
