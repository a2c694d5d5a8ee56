// SPDX-License-Identifier: Apache-2.0
// The time is read before the stores are asked, so that no answer counts as more recent than it is.
#include "login_cache.h"

#include <portico/session_rules.hpp>

#include <algorithm>

namespace auth_cookie {

LoginCache::LoginCache(portico::Host host, portico::Users& users, portico::Sessions& sessions, std::int64_t touchEvery)
    : host_(host), users_(users), sessions_(sessions), touchEvery_(touchEvery) {}

bool LoginCache::isFresh(const Known& known, std::int64_t now) const {
    const std::int64_t age = now - known.asked;
    return age >= 0 && age < freshMilliseconds; // if the clock was set back, nothing counts as fresh
}

std::shared_ptr<const LoginCache::Login> LoginCache::find(std::string_view session, std::string_view user) {
    const std::int64_t now = host_.now().count();
    const Known known = known_.find(session).value_or(Known{});
    if (known.ended) return nullptr;
    if (known.login && isFresh(known, now))
        return known.login->user.id == user && now / 1000 < known.login->expires ? known.login : nullptr;

    const std::optional<portico::Session> found = sessions_.find(session);
    if (!found || found->userId != user) return nullptr;
    // The user is looked up second: a session from before any change made so far does not match.
    std::optional<portico::User> person = users_.get(user);
    if (!person || !portico::isLoginOf(*found, *person)) return nullptr;
    person->login = found->created;

    const auto login = std::make_shared<const Login>(Login{*person, found->expires});
    const std::int64_t touched = touch(*found, known.touched);
    bool ended = false;
    known_.update(session, [&](Known& place) {
        ended = place.ended; // by another thread during the store calls
        if (!ended) place = {login, now, touched, false};
    });
    return ended ? nullptr : login;
}

std::int64_t LoginCache::touch(const portico::Session& session, std::int64_t touched) {
    const std::int64_t now = host_.nowSeconds();
    const std::int64_t last = std::max(session.seen, touched);
    if (now - last < touchEvery_) return last;
    try {
        sessions_.touch(session.id);
    } catch (const portico::Error& error) {
        // At worst the session ends early, which is no reason to refuse this request.
        host_.warning(std::string("a session could not be marked as used: ") + error.what());
    }
    return now;
}

void LoginCache::end(std::string_view session) {
    sessions_.end(session);
    known_.update(session, [](Known& place) { place = {nullptr, 0, 0, true}; });
}

} // namespace auth_cookie
