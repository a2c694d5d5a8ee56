// SPDX-License-Identifier: Apache-2.0
// The kept values of all plugins: a room for each, made when it is first asked for.
#pragma once

#include "host/services/ttl_store.h"

#include <memory>

namespace portico::host {

class TtlStores {
public:
    // By any thread. `most`: bytes; for a room that is there already the new bound.
    TtlStore& of(std::string_view plugin, std::size_t most);

    // Has this plugin asked for a room?
    bool has(std::string_view plugin);

private:
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<TtlStore>, std::less<>> stores_;
};

} // namespace portico::host
