// SPDX-License-Identifier: Apache-2.0
// Rules shared by all session stores: valid ids, which sessions may begin, when a session ends, and when a touch must be written.
// For plugins that provide portico.sessions/1 and for plugins that check whose session it is.
//
// Example, an auth plugin finds out whose session it is (`sessions` and `users` are providers):
//
//     std::optional<portico::User> owner(portico::Sessions& sessions, portico::Users& users, std::string_view id) {
//         if (!portico::isSessionId(id)) return std::nullopt;
//         const auto session = sessions.find(id); // before the user: a change in between ends the session
//         if (!session) return std::nullopt;
//         auto user = users.get(session->userId);
//         return user && portico::isLoginOf(*session, *user) ? user : std::nullopt;
//     }
#pragma once

#include <portico/session.hpp>
#include <portico/user.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace portico {

constexpr std::size_t sessionIdLength = 43;     // 256 bits in base64url
constexpr std::size_t sessionHandleLength = 22; // shown in lists: at least 128 bits of the id's SHA-256
constexpr std::int64_t touchSeconds = 60;       // a touch is written at most once per this period

namespace detail {

constexpr std::string_view base64url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kindCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr std::string_view userIdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-";

inline bool madeOf(std::string_view text, std::string_view alphabet) {
    return text.find_first_not_of(alphabet) == std::string_view::npos;
}

// At most `most` bytes of `text`, for display: control characters become '?', and no UTF-8 sequence is split.
inline std::string readable(std::string_view text, std::size_t most) {
    std::size_t end = std::min(text.size(), most);
    while (end < text.size() && end > 0 && (static_cast<std::uint8_t>(text[end]) & 0xc0) == 0x80) --end;
    std::string out(text.substr(0, end));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<std::uint8_t>(c) < 0x20 || c == 0x7f; }, '?');
    return out;
}

} // namespace detail

inline bool isSessionId(std::string_view id) {
    return id.size() == sessionIdLength && detail::madeOf(id, detail::base64url);
}
inline bool isSessionHandle(std::string_view handle) {
    return handle.size() == sessionHandleLength && detail::madeOf(handle, detail::base64url);
}

// A session has ended at the second of either limit, not one second later. `now` in seconds since 1970.
inline bool isAlive(const Session& session, std::int64_t now) {
    return now < session.expires && now - session.seen < session.idleSeconds;
}

// Does the session belong to the current state of the user? A change of name, password, roles or flags ends earlier sessions.
// Read the session before the user. Without revisions the times are compared, and a session that began in the same second as the
// change has ended, too.
inline bool isLoginOf(const Session& session, const User& user) {
    if (session.userId != user.id || user.disabled) return false;
    if (session.revision != 0 && user.revision != 0) return session.revision == user.revision;
    return user.changed == 0 || session.created > user.changed;
}

// Sessions with a short idle time are touched more often; otherwise they would end while in use.
inline bool touchIsDue(const Session& session, std::int64_t now) {
    return now - session.seen >= std::min(touchSeconds, std::max<std::int64_t>(1, session.idleSeconds / 4));
}

// The session to store for `asked`, beginning at `now`. Throws Error(PORTICO_INVALID).
inline Session beginningSession(const Session& asked, std::int64_t now) {
    if (!isSessionId(asked.id)) throw Error(PORTICO_INVALID, "a session's id is 43 characters of base64url");
    const bool user =
        !asked.userId.empty() && asked.userId.size() <= 64 && detail::madeOf(asked.userId, detail::userIdCharacters);
    if (!user) throw Error(PORTICO_INVALID, "a session belongs to a user id of 1 to 64 bytes of [A-Za-z0-9._@-]");
    if (asked.kind.size() > 32 || !detail::madeOf(asked.kind, detail::kindCharacters))
        throw Error(PORTICO_INVALID, "the kind of a session has at most 32 bytes of [a-z0-9-]");
    if (asked.idleSeconds <= 0 || asked.expires <= now)
        throw Error(PORTICO_INVALID,
                    "a session must end in the future: it needs idle_seconds above 0 and an `expires` later than now");
    Session session = asked;
    session.peer = detail::readable(asked.peer, 64);
    session.agent = detail::readable(asked.agent, 200);
    session.created = session.seen = now;
    return session;
}

} // namespace portico
