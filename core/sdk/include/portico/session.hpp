// SPDX-License-Identifier: Apache-2.0
// A session as a C++ value, and the interface of a session store: portico_sessions in abi/sessions.h documents each function. A
// provider implements it; a plugin that needs the capability gets it from its Host. Functions throw Error. Many threads call a
// store at the same time. Part of <portico/plugin.hpp>.
//
// Example, how many browsers a user is logged in with:
//
//     int browsers(portico::Sessions& sessions, const portico::User& user) {
//         int count = 0;
//         sessions.list(user.id, [&](const portico::Session& session) {
//             if (session.kind == "browser") ++count;
//             return true; // go on
//         });
//         return count;
//     }
#pragma once

#include <portico/error.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace portico {

struct Session {
    std::string id; // secret; in lists the public session handle
    std::string userId;
    std::string peer;
    std::string agent;
    std::int64_t created = 0;
    std::int64_t seen = 0;
    std::int64_t idleSeconds = 0;
    std::int64_t expires = 0;
    std::int64_t revision = 0; // of the user at login
    std::string kind = {};     // "browser", "token" ...
};

inline Session sessionFrom(const portico_session& session) {
    return {std::string(view(session.id)),
            std::string(view(session.user_id)),
            std::string(view(session.peer)),
            std::string(view(session.agent)),
            session.created,
            session.seen,
            session.idle_seconds,
            session.expires,
            PORTICO_HAS(&session, portico_session, revision) ? session.revision : 0,
            PORTICO_HAS(&session, portico_session, kind) ? std::string(view(session.kind)) : std::string()};
}

inline portico_session borrow(const Session& session) noexcept {
    return {sizeof(portico_session), 0,
            str(session.id),         str(session.userId),
            str(session.peer),       str(session.agent),
            session.created,         session.seen,
            session.idleSeconds,     session.expires,
            session.revision,        str(session.kind)};
}

class Sessions {
public:
    virtual ~Sessions() = default;
    using Take = std::function<bool(const Session&)>;

    virtual void create(const Session& session) = 0;
    virtual std::optional<Session> find(std::string_view id) = 0;
    virtual void touch(std::string_view id) = 0;
    virtual void end(std::string_view id) = 0;
    virtual void endAll(std::string_view userId) = 0;
    virtual void list(std::string_view userId, const Take& take) = 0;
};

} // namespace portico
