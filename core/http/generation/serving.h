// SPDX-License-Identifier: Apache-2.0
// The current snapshot, and the requests that still use earlier ones. A request pins the snapshot with which it began: two
// additions on a counter of its core, without locks or memory shared with other cores. A pin may move to another thread. The
// owner of a snapshot keeps it until `isOver` reports that its last pin is gone. Owns no snapshot.
#pragma once

#include "base/descriptor.h"
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

        // True if another snapshot is current and this one waits for its last pin.
        bool isPast() const noexcept;

    private:
        friend class Serving;
        Pin(PinSlot& turn, std::atomic<std::int64_t>& count) noexcept;
        PinSlot* slot_;
        std::atomic<std::int64_t>* count_;
        const Snapshot* snapshot_;
    };

    explicit Serving(const Snapshot& first);
    ~Serving() = default; // after the last pin
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    // Any thread, at any time.
    Pin pin() noexcept;

    // One thread at a time from here on. New pins are for `next`.
    void publish(const Snapshot& next);

    // The number of pins of a snapshot. Once the snapshot has been replaced, it only decreases.
    std::int64_t pinned(const Snapshot& snapshot) const noexcept;

    // True if the snapshot has been replaced and has no pins; its slot is then free, and it may be destroyed.
    bool isOver(const Snapshot& snapshot) noexcept;

    // A descriptor that becomes readable when an earlier snapshot may have lost its last pin; `heard` resets it.
    int wake() const noexcept { return wake_.get(); }
    void heard() noexcept;

private:
    static constexpr std::size_t places = 16;

    struct alignas(64) Count {
        std::atomic<std::int64_t> pins{0};
    };

    // Not freed before the end: a thread may increment a count long after it read `current_`. It then checks again, decrements
    // the count and uses the new slot, so a free slot may be given to another snapshot.
    struct PinSlot {
        explicit PinSlot(int toWake) : wake(toWake) {}
        std::array<Count, places> counts;
        std::atomic<bool> past{false};
        const Snapshot* snapshot = nullptr; // written only while it cannot be pinned
        const int wake;
    };

    static void leave(PinSlot& turn, std::atomic<std::int64_t>& count) noexcept;
    PinSlot& freeSlot();
    const PinSlot* slotOf(const Snapshot& snapshot) const noexcept;

    const base::Descriptor wake_;
    std::deque<PinSlot> slots_;
    std::atomic<PinSlot*> current_;
};

} // namespace portico::http
