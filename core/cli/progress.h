// SPDX-License-Identifier: Apache-2.0
// One line on a terminal that shows what a long command is doing and how far it is. The line is rewritten in place, appears when
// the command has run for a second, and disappears at its end. Without a terminal there is no line: scripts see only results.
// Has no thread and no timer: it is drawn when the work reports.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace portico::cli {

class Progress {
public:
    using Clock = std::chrono::steady_clock;

    explicit Progress(int terminal = STDERR_FILENO, std::function<Clock::time_point()> now = Clock::now);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // "packing: 3 of 12 MiB". May be called often: draws a new `what` at once, and the rest ten times a second. Both are ASCII,
    // of which a byte is a column.
    void show(std::string_view what, std::string_view howFar = {});
    // Before other output: removes the line until the next show().
    void clear() noexcept;

private:
    std::size_t columns() const noexcept;
    void draw(std::string line) noexcept;

    int terminal_; // -1 if there is none
    std::function<Clock::time_point()> now_;
    const Clock::time_point first_; // no line before this time
    Clock::time_point next_;        // not the same `what` before this time
    std::string what_{};
    std::size_t drawn_ = 0; // columns of the line on the terminal
};

// "3 of 12 MiB". A total of 0 is unknown: "3 MiB"; empty if nothing is done, either.
std::string bytesDone(std::uint64_t bytes, std::uint64_t total);

} // namespace portico::cli
