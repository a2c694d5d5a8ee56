// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <sys/ioctl.h>

#include <algorithm>
#include <utility>

namespace portico::cli {

namespace {

constexpr std::chrono::seconds firstAfter{1};
constexpr std::chrono::milliseconds interval{100};
constexpr std::size_t usualColumns = 80;

} // namespace

Progress::Progress(int terminal, std::function<Clock::time_point()> now)
    : terminal_(::isatty(terminal) != 0 ? terminal : -1), now_(std::move(now)), first_(now_() + firstAfter) {}

void Progress::show(std::string_view what, std::string_view howFar) {
    if (terminal_ < 0) return;
    const Clock::time_point now = now_();
    if (now < first_ || (what == what_ && now < next_)) return;
    next_ = now + interval;
    what_ = what;
    draw(std::string(what).append(howFar.empty() ? "" : ": ").append(howFar));
}

void Progress::clear() noexcept {
    if (drawn_ == 0) return;
    draw({});
    drawn_ = 0;
}

// A terminal that does not report its width has 0 columns. The last column stays free: a cursor after it may wrap.
std::size_t Progress::columns() const noexcept {
    winsize size{};
    const bool isKnown = ::ioctl(terminal_, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return isKnown ? size.ws_col - 1U : usualColumns - 1;
}

// Spaces overwrite the rest of the previous line, and the cursor returns to the start, where other output would begin.
void Progress::draw(std::string line) noexcept {
    const std::size_t most = columns();
    line.resize(std::min(line.size(), most));
    const std::size_t length = line.size();
    if (drawn_ > length) line.resize(std::min(drawn_, most), ' ');
    drawn_ = length;
    line.insert(0, 1, '\r').push_back('\r');
    [[maybe_unused]] const ssize_t written = ::write(terminal_, line.data(), line.size());
}

std::string bytesDone(std::uint64_t bytes, std::uint64_t total) {
    if (bytes == 0 && total == 0) return {};
    const bool isSmall = std::max(bytes, total) < 1024 * 1024;
    const std::uint64_t unit = isSmall ? 1024 : 1024 * 1024;
    return std::to_string(bytes / unit)
        .append(total == 0 ? "" : " of " + std::to_string(total / unit))
        .append(isSmall ? " KiB" : " MiB");
}

} // namespace portico::cli
