// SPDX-License-Identifier: Apache-2.0
// The kept values of all plugins: a room for each, made when it is first asked for.
#pragma once

#include "host/kept_values.h"

#include <memory>

namespace portico::host {

class KeptRooms {
public:
    // By any thread. `most`: bytes; for a room that is there already the new bound.
    KeptValues& of(std::string_view plugin, std::size_t most);

private:
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<KeptValues>, std::less<>> rooms_;
};

} // namespace portico::host
