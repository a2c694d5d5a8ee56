// SPDX-License-Identifier: Apache-2.0
// Keeps a flood of requests from flooding the log. Of similar lines one is written each second; it gives the number of lines that
// it represents and the networks from which they came. Lines are similar if their words are the same, apart from addresses, numbers
// and names. Rare lines are not lost: of two similar lines in one second, the second is written a little later. Any thread.
#pragma once

#include "base/mutex.h"
#include "shares/network.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portico::host {

struct LogLine {
    using Field = std::pair<std::string, std::string>;

    int level = 0;
    std::string subject{}, text{};
    std::string kind{};          // identifies similar lines, with subject and level; empty: the words of the text
    bool hasAccount = false;     // anonymous clients must not use up the kinds of known users
    std::vector<Field> fields{}; // for the journal
};

class RepeatFilter {
public:
    using Write = std::function<void(const LogLine& line)>;
    using Clock = std::function<std::chrono::milliseconds()>; // monotonic

    explicit RepeatFilter(Write write, Clock clock = steadyTime);
    ~RepeatFilter(); // writes the held lines
    RepeatFilter(const RepeatFilter&) = delete;
    RepeatFilter& operator=(const RepeatFilter&) = delete;

    // Writes the line, or holds it. `client`: the address of the client that caused it, or empty.
    void add(LogLine line, std::string_view client);

    // Writes lines that have been held for a second. Call this about every second.
    void flushHeldLines();

    static std::chrono::milliseconds steadyTime();

private:
    static constexpr std::size_t mostNetworks = 4;

    struct Kind {
        std::chrono::milliseconds written{0};
        LogLine held{};          // the first held line
        std::uint64_t count = 0; // of held lines
        std::vector<shares::Network> networks{};
        bool hasMoreNetworks = false;
    };

    Kind& kindOf(const LogLine& line) PORTICO_REQUIRES(mutex_);
    static void hold(Kind& kind, LogLine line, std::string_view client);
    static LogLine summary(Kind& kind, LogLine line, std::uint64_t others);

    const Write write_;
    const Clock clock_;
    Mutex mutex_;
    std::map<std::string, Kind, std::less<>> kinds_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
