// SPDX-License-Identifier: Apache-2.0
// Keeps a flood of requests from being a flood of log lines: of lines that are alike one is written in a second, and it says for how
// many it stands and from which networks they came. What is alike is told by the words; addresses, numbers and names do not
// count. Nothing is lost where few come: two lines in one second are both written, the other one a little later. Any thread.
#pragma once

#include "shares/network.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portico::host {

struct LogLine {
    using Field = std::pair<std::string, std::string>;

    int level = 0;
    std::string subject{}, text{};
    std::string kind{};          // what it is alike by, with the subject and level; empty: the words of the text
    bool hasAccount = false;     // strangers must not use up the kinds of those who are known
    std::vector<Field> fields{}; // for the journal
};

class RepeatFilter {
public:
    using Write = std::function<void(const LogLine& line)>;
    using Clock = std::function<std::chrono::milliseconds()>; // that never goes back

    explicit RepeatFilter(Write write, Clock clock = steadyTime);
    ~RepeatFilter(); // writes what is held
    RepeatFilter(const RepeatFilter&) = delete;
    RepeatFilter& operator=(const RepeatFilter&) = delete;

    // Writes the line, or holds it. `client`: the address for which it was written, or empty.
    void add(LogLine line, std::string_view client);

    // Writes what has been held for a second. About every second.
    void flushHeldLines();

    static std::chrono::milliseconds steadyTime();

private:
    static constexpr std::size_t mostNetworks = 4;

    struct Kind {
        std::chrono::milliseconds written{0};
        LogLine held{};          // the first of those that are held
        std::uint64_t count = 0; // of them
        std::vector<shares::Network> networks{};
        bool hasMoreNetworks = false;
    };

    Kind& kindOf(const LogLine& line);
    static void hold(Kind& kind, LogLine line, std::string_view client);
    static LogLine summary(Kind& kind, LogLine line, std::uint64_t others);

    const Write write_;
    const Clock clock_;
    std::mutex mutex_;
    std::map<std::string, Kind, std::less<>> kinds_;
};

} // namespace portico::host
