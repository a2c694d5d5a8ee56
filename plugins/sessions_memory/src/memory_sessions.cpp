// SPDX-License-Identifier: Apache-2.0
// "s/KEY" stores a session; "u/USER/KEY" has no value and serves to find the sessions of a user.
#include "memory_sessions.h"

#include "session_record.h"

#include <algorithm>
#include <portico/session_rules.hpp>

namespace sessions_memory {

using portico::Error;
using portico::Session;

namespace {

std::string placeOf(std::string_view key) { return "s/" + std::string(key); }
std::string nameOf(std::string_view userId, std::string_view key = {}) {
    return "u/" + std::string(userId) + '/' + std::string(key);
}

// The remaining lifetime from now if the session is not touched.
std::chrono::seconds lifeOf(const Session& session, std::int64_t now) {
    return std::chrono::seconds(std::max<std::int64_t>(1, std::min(session.expires - now, session.idleSeconds)));
}

} // namespace

void MemorySessions::create(const Session& asked) {
    const std::int64_t now = host_.nowSeconds();
    const Session session = portico::beginningSession(asked, now);
    const std::string key = sessionKey(session.id);
    const std::lock_guard lock(mutex_);
    if (alive(key, now)) throw Error(PORTICO_EXISTS, "a session with this id already exists");
    makeRoom(session, now);
    state_.put(nameOf(session.userId, key), "", std::chrono::seconds(std::max<std::int64_t>(1, session.expires - now)));
    state_.put(placeOf(key), recordOf(session), lifeOf(session, now));
    ++about_;
}

// Throws if the whole store is full: if a new session ended those of other users, one user could log everybody out.
void MemorySessions::makeRoom(const Session& session, std::int64_t now) {
    std::vector<Keyed> own = aliveOf(session.userId, now);
    std::erase_if(own, [&](const Keyed& one) { return one.second.kind != session.kind; });
    if (own.size() >= bounds_.perUser)
        drop(*std::ranges::min_element(own, {}, [](const Keyed& one) { return one.second.seen; }));
    if (isFull(now))
        throw Error(PORTICO_UNAVAILABLE, "there are " + std::to_string(bounds_.inAll) +
                                             " sessions already: raise plugins.sessions_memory.max_sessions");
}

bool MemorySessions::isFull(std::int64_t now) {
    if (about_ < bounds_.inAll && counted_ != std::numeric_limits<std::int64_t>::min()) return false;
    if (counted_ != now) {
        counted_ = now;
        about_ = 0;
        state_.list("s/", [this](std::string_view, std::string_view) { return ++about_, true; });
    }
    return about_ >= bounds_.inAll;
}

void MemorySessions::drop(const Keyed& session) {
    state_.remove(placeOf(session.first));
    state_.remove(nameOf(session.second.userId, session.first));
    if (about_ > 0) --about_;
}

std::optional<Session> MemorySessions::alive(const std::string& key, std::int64_t now) const {
    std::string record;
    if (!state_.get(placeOf(key), record)) return std::nullopt;
    auto session = sessionOf(record);
    return session && portico::isAlive(*session, now) ? session : std::nullopt;
}

std::vector<MemorySessions::Keyed> MemorySessions::aliveOf(std::string_view userId, std::int64_t now) const {
    std::vector<Keyed> own;
    const std::string prefix = nameOf(userId);
    state_.list(prefix, [&](std::string_view name, std::string_view) {
        std::string key(name.substr(prefix.size()));
        if (auto session = alive(key, now))
            own.emplace_back(std::move(key), *std::move(session));
        else
            state_.remove(name); // its session has ended
        return true;
    });
    return own;
}

std::optional<Session> MemorySessions::find(std::string_view id) {
    if (!portico::isSessionId(id)) return std::nullopt;
    auto session = alive(sessionKey(id), host_.nowSeconds());
    if (session) session->id = id;
    return session;
}

// A session that was ended meanwhile, by either generation, stays ended: the record is only replaced.
void MemorySessions::touch(std::string_view id) {
    const std::int64_t now = host_.nowSeconds();
    auto session = find(id);
    if (!session) throw Error(PORTICO_NOT_FOUND, "this session has ended");
    if (!portico::touchIsDue(*session, now)) return;
    const std::string before = recordOf(*session);
    session->seen = now;
    state_.replace(placeOf(sessionKey(id)), before, recordOf(*session), lifeOf(*session, now));
}

void MemorySessions::end(std::string_view id) {
    const std::lock_guard lock(mutex_);
    const bool isHandle = !portico::isSessionId(id) && portico::isSessionHandle(id);
    if (!isHandle && !portico::isSessionId(id)) return;
    const std::string prefix = placeOf(isHandle ? std::string(id) : sessionKey(id));
    state_.list(prefix, [&](std::string_view place, std::string_view record) {
        if (const auto session = sessionOf(record)) drop({std::string(place.substr(2)), *session});
        return false; // the only one
    });
}

void MemorySessions::endAll(std::string_view userId) {
    const std::lock_guard lock(mutex_);
    for (const Keyed& session : aliveOf(userId, host_.nowSeconds())) drop(session);
}

void MemorySessions::list(std::string_view userId, const Take& take) {
    std::vector<Keyed> own = aliveOf(userId, host_.nowSeconds());
    std::ranges::stable_sort(own, std::greater{}, [](const Keyed& one) { return one.second.created; });
    for (Keyed& one : own) {
        one.second.id = one.first.substr(0, portico::sessionHandleLength);
        if (!take(one.second)) return;
    }
}

} // namespace sessions_memory
