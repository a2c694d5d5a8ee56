// SPDX-License-Identifier: Apache-2.0
// portico.sessions/1 on the database: limits of time and number, and what is stored of a session id. Thread-safe.
#pragma once

#include "lazy_database.h"

#include <atomic>
#include <portico/host.hpp>

namespace users_sqlite {

class SessionStore final : public portico::Sessions {
public:
    SessionStore(portico::Host host, LazyDatabase& database, std::int64_t perUser)
        : host_(host), database_(database), perUser_(perUser) {}

    void create(const portico::Session& session) override;
    std::optional<portico::Session> find(std::string_view id) override;
    void touch(std::string_view id) override;
    void end(std::string_view id) override;
    void endAll(std::string_view userId) override;
    void list(std::string_view userId, const Take& take) override;

private:
    std::optional<portico::Session> alive(const std::string& key);
    bool purgeIsDue(std::int64_t now);

    portico::Host host_;
    LazyDatabase& database_;
    const std::int64_t perUser_;
    std::atomic<std::int64_t> purged_{0}; // when expired rows were last removed
};

} // namespace users_sqlite
