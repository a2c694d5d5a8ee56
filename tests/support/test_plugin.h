// SPDX-License-Identifier: Apache-2.0
// A built plugin, opened as the host opens it: dlopen, the one symbol, create, start, and the reverse at the end. A test uses the
// ABI tables, so that it sees what the host or another plugin would see.
#pragma once

#include "support/test_exchange.h"
#include "support/test_host.h"

#include <portico/abi.h>

#include <string>

namespace portico::test {

class TestPlugin {
public:
    enum class Until { created, started };
    // Creates and starts the plugin. Throws portico::Error with the plugin's own reason if it refuses.
    TestPlugin(const std::string& file, const TestHost& host, Until until = Until::started);
    ~TestPlugin();
    TestPlugin(const TestPlugin&) = delete;
    TestPlugin& operator=(const TestPlugin&) = delete;

    void* self() const { return self_; }
    portico_provider provider(const char* id) const { return {entry_->get_capability(self_, id), self_}; }
    template <class Table>
    const Table& table(const char* id) const {
        return *static_cast<const Table*>(provider(id).table);
    }

    // The route with that method and path, or null.
    const portico_route* route(std::string_view method, std::string_view path) const;
    // Calls the handler for the exchange's method and path; returns PORTICO_NOT_FOUND if there is none.
    portico_status handle(TestExchange& x) const;

    struct Who {
        portico_status status = PORTICO_FAILED;
        std::string id, name, session, scheme, scopes;
        std::int64_t login = 0;
        int told = 0; // how often `take` was called
    };
    // For a plugin that provides portico.auth/1.
    Who identify(TestExchange& x) const;
    void challenge(TestExchange& x) const;

private:
    const portico_plugin* entry_;
    void* self_ = nullptr;
    bool started_ = false;
};

} // namespace portico::test
