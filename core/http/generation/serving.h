// SPDX-License-Identifier: Apache-2.0
// Which snapshot serves now, and who is still inside of an earlier one. A request pins the snapshot that it began with: two
// additions on a counter of its core, no lock, nothing shared with other cores. A pin may move to another thread; whoever owns a
// snapshot keeps it until `isOver` says that its last pin is gone. Owns no snapshot.
#pragma once

#include "http/generation/snapshot.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>

namespace portico::http {

class Serving {
    struct PinSlot;

public:
    class Pin {
    public:
        Pin(Pin&& other) noexcept;
        Pin& operator=(Pin&&) = delete;
        ~Pin();
        const Snapshot& operator*() const noexcept { return *snapshot_; }
        const Snapshot* operator->() const noexcept { return snapshot_; }

        // Another snapshot serves by now, and waits for this pin to go.
        bool isPast() const noexcept;

    private:
        friend class Serving;
        Pin(PinSlot& turn, std::atomic<std::int64_t>& count) noexcept;
        PinSlot* slot_;
        std::atomic<std::int64_t>* count_;
        const Snapshot* snapshot_;
    };

    explicit Serving(const Snapshot& first);
    ~Serving(); // after the last pin
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    // By any thread, at any time.
    Pin pin() noexcept;

    // The rest by one thread at a time. From here on new pins are of `next`.
    void publish(const Snapshot& next);

    // Pins of a snapshot. Of one that does not serve any more it only falls.
    std::int64_t pinned(const Snapshot& snapshot) const noexcept;

    // Is it of the past, without a pin? Then it is forgotten here, and may go.
    bool isOver(const Snapshot& snapshot) noexcept;

    // A descriptor that becomes readable when an earlier snapshot may have become free of pins; `heard` makes it quiet.
    int wake() const noexcept { return wake_; }
    void heard() noexcept;

private:
    static constexpr std::size_t places = 16;

    struct alignas(64) Count {
        std::atomic<std::int64_t> pins{0};
    };

    // Never freed before the end: a thread may come to count itself in long after it read `current_`. It then looks again, counts
    // itself out and takes the new one, so a turn may be given to another snapshot when it is over.
    struct PinSlot {
        explicit PinSlot(int toWake) : wake(toWake) {}
        std::array<Count, places> counts;
        std::atomic<bool> past{false};
        const Snapshot* snapshot = nullptr; // written only while nobody can pin it
        const int wake;
    };

    static void leave(PinSlot& turn, std::atomic<std::int64_t>& count) noexcept;
    PinSlot& freeSlot();
    const PinSlot* slotOf(const Snapshot& snapshot) const noexcept;

    int wake_;
    std::deque<PinSlot> slots_;
    std::atomic<PinSlot*> current_;
};

} // namespace portico::http
