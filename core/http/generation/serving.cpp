// SPDX-License-Identifier: Apache-2.0
// The current snapshot. All operations on `current_`, `past` and the counts are sequentially consistent: a request increments a
// count and then checks whether its slot is still current; the publisher replaces the slot and then reads the counts. One of the
// two sees the other.
#include "http/generation/serving.h"

#include <sched.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace portico::http {

Serving::Pin::Pin(PinSlot& turn, std::atomic<std::int64_t>& count) noexcept
    : slot_(&turn), count_(&count), snapshot_(turn.snapshot) {}

Serving::Pin::Pin(Pin&& other) noexcept : slot_(other.slot_), count_(other.count_), snapshot_(other.snapshot_) {
    other.slot_ = nullptr;
}

bool Serving::Pin::isPast() const noexcept { return slot_->past.load(); }

Serving::Pin::~Pin() {
    if (slot_ != nullptr) leave(*slot_, *count_);
}

Serving::Serving(const Snapshot& first) : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), current_(nullptr) {
    if (!wake_) throw std::system_error(errno, std::generic_category(), "eventfd");
    publish(first);
}

Serving::Pin Serving::pin() noexcept {
    // The CPU number only spreads the counting: any value is correct, and it may change at any time.
    const auto place = static_cast<std::size_t>(std::max(0, ::sched_getcpu())) % places;
    for (;;) {
        PinSlot* turn = current_.load();
        std::atomic<std::int64_t>& count = turn->counts[place].pins;
        count.fetch_add(1);
        if (current_.load() == turn) return {*turn, count};
        leave(*turn, count);
    }
}

void Serving::leave(PinSlot& turn, std::atomic<std::int64_t>& count) noexcept {
    const int wake = turn.wake; // after the decrement the slot may belong to another snapshot
    if (count.fetch_sub(1) != 1 || !turn.past.load()) return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake, &one, sizeof one); // full: already readable
}

void Serving::heard() noexcept {
    std::uint64_t ignored = 0;
    [[maybe_unused]] const ssize_t got = ::read(wake(), &ignored, sizeof ignored);
}

Serving::PinSlot& Serving::freeSlot() {
    const auto free = std::ranges::find(slots_, nullptr, &PinSlot::snapshot);
    return free != slots_.end() ? *free : slots_.emplace_back(wake());
}

void Serving::publish(const Snapshot& next) {
    PinSlot& turn = freeSlot();
    turn.snapshot = &next;
    turn.past.store(false);
    PinSlot* before = current_.exchange(&turn);
    if (before != nullptr) before->past.store(true);
}

const Serving::PinSlot* Serving::slotOf(const Snapshot& snapshot) const noexcept {
    const auto turn = std::ranges::find(slots_, &snapshot, &PinSlot::snapshot);
    return turn == slots_.end() ? nullptr : &*turn;
}

std::int64_t Serving::pinned(const Snapshot& snapshot) const noexcept {
    const PinSlot* turn = slotOf(snapshot);
    std::int64_t all = 0;
    if (turn != nullptr)
        for (const Count& count : turn->counts) all += count.pins.load();
    return all;
}

bool Serving::isOver(const Snapshot& snapshot) noexcept {
    const auto turn = std::ranges::find(slots_, &snapshot, &PinSlot::snapshot);
    if (turn == slots_.end()) return true;
    if (&*turn == current_.load() || pinned(snapshot) != 0) return false;
    turn->snapshot = nullptr;
    return true;
}

} // namespace portico::http
