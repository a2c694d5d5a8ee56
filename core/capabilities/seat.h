// SPDX-License-Identifier: Apache-2.0
// Where each thread is: in which function of which plugin, since when, for which request and client. Written by the thread itself, read by
// the watchdog at any time and by the crash handler on the thread that crashed. A signal handler has nobody to hand it anything,
// so the seats are found through the thread and the process, and are the one such thing in the core.
#pragma once

#include "capabilities/account.h"

#include <array>
#include <functional>
#include <mutex>
#include <vector>

namespace portico::capabilities {

struct Seat {
    static Seat& ofThisThread() noexcept;
    // nullptr: this thread has not taken one. For signal handlers, which may not make one.
    static const Seat* taken() noexcept;
    // Every seat that is taken; none is left meanwhile.
    static void forEach(const std::function<void(Seat&)>& look);

    std::atomic<Account*> account{nullptr}; // nullptr: no plugin's code runs
    std::atomic<const char*> function{""};  // a literal
    std::atomic<std::int64_t> since{0};     // nanoseconds of the steady clock
    std::atomic<bool> isReported{false};    // by the watchdog, for this call

    // The request that the thread works for; cut to the room that there is. `mutex` for readers on other threads.
    std::mutex mutex;
    std::array<char, 48> request{};
    std::array<char, 128> target{};
    std::array<char, 48> client{}; // its address
    unsigned generation = 0;

    // For the thread itself.
    std::uint64_t login = 0;           // a number for the account whose password is looked at; 0: none
    bool clientHasHadItsShare = false; // of something scarce, so that the request got none of it

    // Of a thread that calls exit() it can still be asked where it was: it is there as long as the thread.
    Seat() = default;
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;
};

// While it lives, this thread works for this request.
class Attending {
public:
    Attending(std::string_view request, std::string_view target, std::string_view client, unsigned generation) noexcept;
    ~Attending();
    Attending(const Attending&) = delete;
    Attending& operator=(const Attending&) = delete;

    // Something was refused because the client's own network has its share of it.
    void refuseForItsShare() noexcept { seat_.clientHasHadItsShare = true; }
    bool clientHasHadItsShare() const noexcept { return seat_.clientHasHadItsShare; }

private:
    Seat& seat_;
};

} // namespace portico::capabilities
