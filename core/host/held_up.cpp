// SPDX-License-Identifier: Apache-2.0
#include "host/held_up.h"

#include "capabilities/seat.h"

namespace portico::host {

std::vector<std::string> heldUp(std::optional<unsigned> generation) {
    std::vector<std::string> all;
    capabilities::Seat::forEach([&](capabilities::Seat& seat) {
        const capabilities::Account* account = seat.account.load();
        const std::lock_guard lock(seat.mutex);
        if (seat.request[0] == '\0' || (generation && seat.generation != *generation)) return;
        all.push_back(std::string(seat.request.data()) + ' ' + seat.target.data() +
                      (account == nullptr ? "" : " in " + account->plugin + ", " + seat.function.load()));
    });
    return all;
}

std::vector<std::string> controlCalls() {
    std::vector<std::string> all;
    capabilities::Seat::forEach([&](capabilities::Seat& seat) {
        const capabilities::Account* account = seat.account.load();
        const std::lock_guard lock(seat.mutex);
        if (account != nullptr && seat.request[0] == '\0') all.push_back(account->plugin + ", " + seat.function.load());
    });
    return all;
}

} // namespace portico::host
