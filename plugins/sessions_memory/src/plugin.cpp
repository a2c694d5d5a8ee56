// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its bounds and its capability.
#include "memory_sessions.h"

#include <portico/plugin.hpp>

namespace sessions_memory {

class SessionsMemory : public portico::Plugin {
public:
    explicit SessionsMemory(portico::Host host)
        : sessions_(host, {static_cast<std::size_t>(host.integer("max_sessions")),
                           static_cast<std::size_t>(host.integer("sessions_per_user"))}) {}

    portico::Sessions& sessions() { return sessions_; }

private:
    MemorySessions sessions_;
};

} // namespace sessions_memory

PORTICO_PLUGIN(sessions_memory::SessionsMemory, {
    "id" : "sessions_memory",
    "version" : "1.0.0",
    "summary" : "Sessions in memory, which survive a reload but not a restart.",
    "provides" : ["portico.sessions/1"],
    "settings" : {
        "max_sessions" : {
            "type" : "integer",
            "default" : 100000,
            "min" : 1,
            "max" : 10000000,
            "help" : "Maximum number of live sessions, about 700 bytes each; beyond it, logins are refused."
        },
        "sessions_per_user" : {
            "type" : "integer",
            "default" : 100,
            "min" : 1,
            "max" : 10000,
            "help" : "Maximum number of live sessions per user and kind (browser, token); beyond it, a new session ends the one that was idle longest."
        }
    }
});
