// SPDX-License-Identifier: Apache-2.0
// The door of the plugin sessions_memory: its bounds, and the capability.
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
    "summary" : "Sessions in memory: they outlive a reload and end when the server restarts.",
    "provides" : ["portico.sessions/1"],
    "settings" : {
        "max_sessions" : {
            "type" : "integer",
            "default" : 100000,
            "min" : 1,
            "max" : 10000000,
            "help" : "Live sessions in all, about 700 bytes each; when there are so many, nobody else can log in."
        },
        "sessions_per_user" : {
            "type" : "integer",
            "default" : 100,
            "min" : 1,
            "max" : 10000,
            "help" : "Live sessions of one user and of one kind (browsers, tokens); the one that was idle longest ends when another begins."
        }
    }
});
