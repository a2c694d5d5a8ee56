// SPDX-License-Identifier: Apache-2.0
// The client of an exchange, as the lane that serves it sees it. Counts the lanes that slow clients hold.
#pragma once

#include "http/client.h"
#include "http/serving.h"
#include "http/wire/connection_set.h"

#include <atomic>

namespace portico::http {

// How many lanes are held by bodies that are read, and answers that are sent, piece by piece.
struct HeldLanes {
    std::atomic<unsigned> bodies{0}, streams{0};
};

class LaneClient final : public Client {
public:
    LaneClient(wire::Connection& connection, const wire::ConnectionSet& all, const wire::Limits& limits,
               HeldLanes& held, const Serving::Pin& generation)
        : connection_(connection), all_(all), limits_(limits), held_(held), generation_(generation) {}
    LaneClient(const LaneClient&) = delete;
    LaneClient& operator=(const LaneClient&) = delete;
    ~LaneClient() override;

    int readBody(std::span<char> into) override;
    bool send(std::string bytes) override;
    bool mayStream() override;
    bool keepsOpen() const noexcept override;
    bool isGone() const noexcept override { return connection_.isGone(); }
    bool pause(std::chrono::milliseconds time) override;

private:
    wire::Connection& connection_;
    const wire::ConnectionSet& all_;
    const wire::Limits& limits_;
    HeldLanes& held_;
    const Serving::Pin& generation_;
    bool reads_ = false, streams_ = false;
};

} // namespace portico::http
