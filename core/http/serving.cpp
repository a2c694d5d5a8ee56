// SPDX-License-Identifier: Apache-2.0
// Which generation serves now. All operations on `current_`, `past` and the counts are sequentially consistent: a request counts
// itself in and then looks whether it is still the turn's time; the publisher ends the time and then looks at the counts. One of
// the two sees the other.
#include "http/serving.h"

#include <sched.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace portico::http {

Serving::Pin::Pin(Turn& turn, std::atomic<std::int64_t>& count) noexcept
    : turn_(&turn), count_(&count), generation_(turn.generation) {}

Serving::Pin::Pin(Pin&& other) noexcept : turn_(other.turn_), count_(other.count_), generation_(other.generation_) {
    other.turn_ = nullptr;
}

bool Serving::Pin::isPast() const noexcept { return turn_->past.load(); }

Serving::Pin::~Pin() {
    if (turn_ != nullptr) leave(*turn_, *count_);
}

Serving::Serving(const Generation& first) : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), current_(nullptr) {
    if (wake_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    publish(first);
}

Serving::~Serving() { ::close(wake_); }

Serving::Pin Serving::pin() noexcept {
    // The number of the core only spreads the counting: any would be right, and it may change at once.
    const auto place = static_cast<std::size_t>(std::max(0, ::sched_getcpu())) % places;
    for (;;) {
        Turn* turn = current_.load();
        std::atomic<std::int64_t>& count = turn->counts[place].pins;
        count.fetch_add(1);
        if (current_.load() == turn) return {*turn, count};
        leave(*turn, count);
    }
}

void Serving::leave(Turn& turn, std::atomic<std::int64_t>& count) noexcept {
    const int wake = turn.wake; // after the count is down the turn may belong to another generation
    if (count.fetch_sub(1) != 1 || !turn.past.load()) return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake, &one, sizeof one); // full: it is readable already
}

void Serving::heard() noexcept {
    std::uint64_t ignored = 0;
    [[maybe_unused]] const ssize_t got = ::read(wake_, &ignored, sizeof ignored);
}

Serving::Turn& Serving::freeTurn() {
    const auto free = std::ranges::find(turns_, nullptr, &Turn::generation);
    return free != turns_.end() ? *free : turns_.emplace_back(wake_);
}

void Serving::publish(const Generation& next) {
    Turn& turn = freeTurn();
    turn.generation = &next;
    turn.past.store(false);
    Turn* before = current_.exchange(&turn);
    if (before != nullptr) before->past.store(true);
}

const Serving::Turn* Serving::turnOf(const Generation& generation) const noexcept {
    const auto turn = std::ranges::find(turns_, &generation, &Turn::generation);
    return turn == turns_.end() ? nullptr : &*turn;
}

std::int64_t Serving::pinned(const Generation& generation) const noexcept {
    const Turn* turn = turnOf(generation);
    std::int64_t all = 0;
    if (turn != nullptr)
        for (const Count& count : turn->counts) all += count.pins.load();
    return all;
}

bool Serving::isOver(const Generation& generation) noexcept {
    const auto turn = std::ranges::find(turns_, &generation, &Turn::generation);
    if (turn == turns_.end()) return true;
    if (&*turn == current_.load() || pinned(generation) != 0) return false;
    turn->generation = nullptr;
    return true;
}

} // namespace portico::http
