// SPDX-License-Identifier: Apache-2.0
// The time is read before the stores are asked, so that an answer is never taken for younger than it is.
#include "login_cache.h"

#include <portico/session_rules.hpp>

#include <algorithm>

namespace auth_cookie {

LoginCache::LoginCache(portico::Host host, portico::Users& users, portico::Sessions& sessions, std::int64_t touchEvery)
    : host_(host), users_(users), sessions_(sessions), touchEvery_(touchEvery) {}

bool LoginCache::isFresh(const Known& known, std::int64_t now) const {
    const std::int64_t age = now - known.asked;
    return age >= 0 && age < freshMilliseconds; // a clock that was set back makes nothing fresh
}

std::shared_ptr<const LoginCache::Login> LoginCache::find(std::string_view session, std::string_view user) {
    const std::int64_t now = host_.now().count();
    const Known known = known_.find(session).value_or(Known{});
    if (known.ended) return nullptr;
    if (known.login && isFresh(known, now))
        return known.login->user.id == user && now / 1000 < known.login->expires ? known.login : nullptr;

    const std::optional<portico::Session> found = sessions_.find(session);
    if (!found || found->userId != user) return nullptr;
    // The user second: whatever has changed by now, a session of before does not match.
    const std::optional<portico::User> person = users_.get(user);
    if (!person || !portico::isLoginOf(*found, *person)) return nullptr;

    const auto login = std::make_shared<const Login>(Login{*person, found->expires});
    const std::int64_t touched = touch(*found, known.touched);
    bool ended = false;
    known_.update(session, [&](Known& place) {
        ended = place.ended; // by another thread, while the stores were asked
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
        // The worst that comes of it is a session that ends early; that is no reason to turn its visitor away now.
        host_.warning(std::string("a session could not be marked as used: ") + error.what());
    }
    return now;
}

void LoginCache::end(std::string_view session) {
    sessions_.end(session);
    known_.update(session, [](Known& place) { place = {nullptr, 0, 0, true}; });
}

} // namespace auth_cookie
