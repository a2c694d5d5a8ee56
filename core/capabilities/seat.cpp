// SPDX-License-Identifier: Apache-2.0
#include "capabilities/seat.h"

#include <algorithm>
#include <csignal>
#include <type_traits>

namespace portico::capabilities {

namespace {

struct Seats {
    std::mutex mutex;
    std::vector<Seat*> taken;
};

Seats& seats() {
    static Seats all;
    return all;
}

thread_local const Seat* seatTaken = nullptr;

// While it lives, a thread sits on its seat.
class Taking {
public:
    explicit Taking(Seat& seat) : seat_(seat) {
        stack_t own{};
        own.ss_sp = signalStack_.data();
        own.ss_size = signalStack_.size();
        ::sigaltstack(&own, &before_);
        seatTaken = &seat;
        Seats& all = seats();
        const std::lock_guard lock(all.mutex);
        all.taken.push_back(&seat);
    }
    ~Taking() {
        ::sigaltstack(&before_, nullptr);
        Seats& all = seats();
        const std::lock_guard lock(all.mutex);
        std::erase(all.taken, &seat_);
    }
    Taking(const Taking&) = delete;
    Taking& operator=(const Taking&) = delete;

private:
    Seat& seat_;
    // A stack that is full is told about on this one.
    alignas(16) std::array<std::byte, 65536> signalStack_;
    stack_t before_{};
};

template <std::size_t room>
void copyCut(std::array<char, room>& to, std::string_view text) noexcept {
    const std::size_t length = std::min(text.size(), room - 1);
    std::copy_n(text.data(), length, to.data());
    to[length] = '\0';
}

} // namespace

Seat& Seat::ofThisThread() noexcept {
    static_assert(std::is_trivially_destructible_v<Seat>);
    thread_local Seat seat;
    thread_local const Taking taking(seat);
    return seat;
}

const Seat* Seat::taken() noexcept { return seatTaken; }

void Seat::forEach(const std::function<void(Seat&)>& look) {
    Seats& all = seats();
    const std::lock_guard lock(all.mutex);
    for (Seat* seat : all.taken) look(*seat);
}

Attending::Attending(std::string_view request, std::string_view target, std::string_view client,
                     unsigned generation) noexcept
    : seat_(Seat::ofThisThread()) {
    const std::lock_guard lock(seat_.mutex);
    copyCut(seat_.request, request);
    copyCut(seat_.target, target.substr(0, target.find('?'))); // a query may hold what no log should
    copyCut(seat_.client, client);
    seat_.generation = generation;
    seat_.clientHasHadItsShare = false;
}

Attending::~Attending() {
    const std::lock_guard lock(seat_.mutex);
    seat_.request[0] = seat_.target[0] = seat_.client[0] = '\0';
    seat_.generation = 0;
}

} // namespace portico::capabilities
