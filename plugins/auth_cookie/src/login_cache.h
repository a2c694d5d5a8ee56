// SPDX-License-Identifier: Apache-2.0
// Caches whether a session is alive and its user still valid. An answer of the stores is used for less than one second. A session
// that ends in this process ends immediately.
#pragma once

#include "bounded_cache.h"

#include <portico/host.hpp>

#include <memory>

namespace auth_cookie {

class LoginCache {
public:
    static constexpr std::size_t mostLogins = 20000;
    static constexpr std::int64_t freshMilliseconds = 1000;

    struct Login {
        portico::User user;       // with the time of the login
        std::int64_t expires = 0; // end of the session, seconds since 1970
    };

    // The stores must outlive this object. A session is touched at most once in `touchEvery` seconds.
    LoginCache(portico::Host host, portico::Users& users, portico::Sessions& sessions, std::int64_t touchEvery);

    // Null if the session has ended. Throws what the stores throw: if a store is down, nobody is identified.
    std::shared_ptr<const Login> find(std::string_view session, std::string_view user);
    void end(std::string_view session);

private:
    struct Known {
        std::shared_ptr<const Login> login; // null after the end
        std::int64_t asked = 0;             // when the stores were asked, milliseconds since 1970
        std::int64_t touched = 0;           // seconds since 1970
        bool ended = false;                 // session ids are never reused, so this stays true
    };
    bool isFresh(const Known& known, std::int64_t now) const;
    std::int64_t touch(const portico::Session& session, std::int64_t touched);

    portico::Host host_;
    portico::Users& users_;
    portico::Sessions& sessions_;
    std::int64_t touchEvery_;
    BoundedCache<Known> known_{mostLogins};
};

} // namespace auth_cookie
