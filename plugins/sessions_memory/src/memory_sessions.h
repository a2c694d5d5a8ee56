// SPDX-License-Identifier: Apache-2.0
// portico.sessions/1 in memory, bounded in all and for each user. Called by many threads: one lock, held for microseconds.
#pragma once

#include <portico/host.hpp>

#include <map>
#include <mutex>
#include <set>
#include <string>

namespace sessions_memory {

struct Bounds {
    std::size_t inAll;
    std::size_t perUser;
};

class MemorySessions final : public portico::Sessions {
public:
    MemorySessions(portico::Host host, const Bounds& bounds) : host_(host), bounds_(bounds) {}

    void create(const portico::Session& session) override;
    std::optional<portico::Session> find(std::string_view id) override;
    void touch(std::string_view id) override;
    void end(std::string_view id) override;
    void endAll(std::string_view userId) override;
    void list(std::string_view userId, const Take& take) override;

private:
    // By key. A session is kept without its id.
    using ByKey = std::map<std::string, portico::Session, std::less<>>;

    ByKey::iterator alive(std::string_view id, std::int64_t now);
    ByKey::iterator drop(ByKey::iterator session);
    void dropOver(std::int64_t now);
    void makeRoom(const std::string& userId, std::int64_t now);

    portico::Host host_;
    const Bounds bounds_;
    std::mutex mutex_;
    ByKey sessions_;
    std::map<std::string, std::set<std::string>, std::less<>> keysOfUser_;
    std::int64_t purged_ = 0; // when sessions that are over were last dropped
};

} // namespace sessions_memory
