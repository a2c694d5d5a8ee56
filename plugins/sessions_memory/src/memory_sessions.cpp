// SPDX-License-Identifier: Apache-2.0
#include "memory_sessions.h"

#include "session_key.h"

#include <algorithm>
#include <portico/session_rules.hpp>
#include <vector>

namespace sessions_memory {

using portico::Error;

void MemorySessions::create(const portico::Session& asked) {
    const std::int64_t now = host_.nowSeconds();
    portico::Session session = portico::beginningSession(asked, now);
    const std::string key = sessionKey(session.id);
    session.id.clear();
    const std::lock_guard lock(mutex_);
    if (sessions_.contains(key)) throw Error(PORTICO_EXISTS, "there is a session with this id already");
    makeRoom(session.userId, now);
    keysOfUser_[session.userId].insert(key);
    sessions_.emplace(key, std::move(session));
}

// Throws when the whole store is full: to end a stranger's login for this one would let one user log all others out.
void MemorySessions::makeRoom(const std::string& userId, std::int64_t now) {
    if (now - purged_ >= 60 || sessions_.size() >= bounds_.inAll) dropOver(now);
    const auto own = keysOfUser_.find(userId);
    if (own != keysOfUser_.end() && own->second.size() >= bounds_.perUser) {
        const auto idle = [&](const std::string& key) { return sessions_.find(key)->second.seen; };
        drop(sessions_.find(*std::ranges::min_element(own->second, {}, idle)));
    }
    if (sessions_.size() >= bounds_.inAll)
        throw Error(PORTICO_UNAVAILABLE, "there are " + std::to_string(bounds_.inAll) +
                                             " sessions already: raise plugins.sessions_memory.max_sessions");
}

void MemorySessions::dropOver(std::int64_t now) {
    purged_ = now;
    for (auto at = sessions_.begin(); at != sessions_.end();)
        at = portico::isAlive(at->second, now) ? std::next(at) : drop(at);
}

MemorySessions::ByKey::iterator MemorySessions::drop(ByKey::iterator session) {
    const auto own = keysOfUser_.find(session->second.userId);
    own->second.erase(session->first);
    if (own->second.empty()) keysOfUser_.erase(own);
    return sessions_.erase(session);
}

MemorySessions::ByKey::iterator MemorySessions::alive(std::string_view id, std::int64_t now) {
    if (!portico::isSessionId(id)) return sessions_.end();
    const auto found = sessions_.find(sessionKey(id));
    return found != sessions_.end() && portico::isAlive(found->second, now) ? found : sessions_.end();
}

std::optional<portico::Session> MemorySessions::find(std::string_view id) {
    const std::lock_guard lock(mutex_);
    const auto found = alive(id, host_.nowSeconds());
    if (found == sessions_.end()) return std::nullopt;
    portico::Session session = found->second;
    session.id = id;
    return session;
}

void MemorySessions::touch(std::string_view id) {
    const std::int64_t now = host_.nowSeconds();
    const std::lock_guard lock(mutex_);
    const auto found = alive(id, now);
    if (found == sessions_.end()) throw Error(PORTICO_NOT_FOUND, "this session is over");
    if (portico::touchIsDue(found->second, now)) found->second.seen = now;
}

void MemorySessions::end(std::string_view id) {
    const std::lock_guard lock(mutex_);
    if (portico::isSessionId(id)) {
        if (const auto found = sessions_.find(sessionKey(id)); found != sessions_.end()) drop(found);
    } else if (portico::isSessionHandle(id)) {
        const auto found = sessions_.lower_bound(id);
        if (found != sessions_.end() && found->first.starts_with(id)) drop(found);
    }
}

void MemorySessions::endAll(std::string_view userId) {
    const std::lock_guard lock(mutex_);
    const auto own = keysOfUser_.find(userId);
    if (own == keysOfUser_.end()) return;
    for (const std::string& key : own->second) sessions_.erase(key);
    keysOfUser_.erase(own);
}

// `take` is called without the lock: it may ask this store again.
void MemorySessions::list(std::string_view userId, const Take& take) {
    const std::int64_t now = host_.nowSeconds();
    std::vector<portico::Session> found;
    {
        const std::lock_guard lock(mutex_);
        const auto own = keysOfUser_.find(userId);
        if (own == keysOfUser_.end()) return;
        for (const std::string& key : own->second) {
            portico::Session session = sessions_.find(key)->second;
            session.id = key.substr(0, portico::sessionHandleLength);
            if (portico::isAlive(session, now)) found.push_back(std::move(session));
        }
    }
    std::ranges::stable_sort(found, std::greater{}, &portico::Session::created);
    for (const portico::Session& session : found)
        if (!take(session)) return;
}

} // namespace sessions_memory
