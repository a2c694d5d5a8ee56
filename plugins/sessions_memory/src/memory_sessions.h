// SPDX-License-Identifier: Apache-2.0
// portico.sessions/1 in the host's TTL store (portico.host.state/1), which survives a reload; bounded in total and per user. Two
// generations may use it at the same time.
#pragma once

#include <portico/host.hpp>

#include <limits>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace sessions_memory {

struct Bounds {
    std::size_t inAll;
    std::size_t perUser;
};

class MemorySessions final : public portico::Sessions {
public:
    MemorySessions(portico::Host host, const Bounds& bounds) : host_(host), state_(host.state()), bounds_(bounds) {}

    void create(const portico::Session& session) override;
    std::optional<portico::Session> find(std::string_view id) override;
    void touch(std::string_view id) override;
    void end(std::string_view id) override;
    void endAll(std::string_view userId) override;
    void list(std::string_view userId, const Take& take) override;

private:
    using Keyed = std::pair<std::string, portico::Session>;

    std::optional<portico::Session> alive(const std::string& key, std::int64_t now) const;
    std::vector<Keyed> aliveOf(std::string_view userId, std::int64_t now) const;
    void drop(const Keyed& session);
    void makeRoom(const portico::Session& session, std::int64_t now);
    bool isFull(std::int64_t now);

    const portico::Host host_;
    const portico::State state_;
    const Bounds bounds_;
    std::mutex mutex_;      // serializes beginning and ending sessions
    std::size_t about_ = 0; // approximate total; counted again when it reaches the bound, at most once a second
    std::int64_t counted_ = std::numeric_limits<std::int64_t>::min();
};

} // namespace sessions_memory
