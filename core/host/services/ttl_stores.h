// SPDX-License-Identifier: Apache-2.0
// The TTL stores of all plugins, one for each, created on first use.
#pragma once

#include "base/mutex.h"
#include "host/services/ttl_store.h"

#include <memory>

namespace portico::host {

class TtlStores {
public:
    // May be called on any thread. `most`: the bound in bytes, which also replaces that of an existing store.
    TtlStore& of(std::string_view plugin, std::size_t most);

    // Has this plugin asked for a room?
    bool has(std::string_view plugin);

    // By plugin, in bytes.
    std::map<std::string, std::size_t> sizes();

private:
    Mutex mutex_;
    std::map<std::string, std::unique_ptr<TtlStore>, std::less<>> stores_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
