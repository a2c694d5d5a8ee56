// SPDX-License-Identifier: Apache-2.0
// The network and account for which a limited resource is taken.
#pragma once

#include "shares/network.h"

namespace portico::shares {

struct Requester {
    Network network{};
    std::uint64_t account = 0; // any number that tells accounts apart; 0: none
};

} // namespace portico::shares
