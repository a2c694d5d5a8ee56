// SPDX-License-Identifier: Apache-2.0
// The client of an exchange, as seen by the lane that serves it. Counts the lanes that slow clients occupy.
#pragma once

#include "http/exchange/client.h"
#include "http/generation/serving.h"
#include "http/wire/epoll/connection_set.h"
#include "shares/holders.h"

#include <atomic>
#include <string_view>
#include <sys/socket.h>

namespace portico::http {

// The lanes occupied by streamed bodies and by streamed answers.
struct HeldLanes {
    explicit HeldLanes(const wire::Limits& limits) : bodies(limits.slowBodies), streams(limits.streams) {}
    shares::Holders bodies, streams;
};

class LaneClient final : public Client {
public:
    // `address`: the client's, which may be behind a proxy.
    LaneClient(wire::Connection& connection, const wire::ConnectionSet& all, HeldLanes& held, std::string_view address,
               const Serving::Pin& snapshot)
        : connection_(connection),
          all_(all),
          who_{shares::Network::of(address)},
          snapshot_(snapshot),
          body_(held.bodies, connection, SHUT_RD),
          stream_(held.streams, connection, SHUT_RDWR) {}
    LaneClient(const LaneClient&) = delete;
    LaneClient& operator=(const LaneClient&) = delete;

    int readBody(std::span<char> into) override;
    void speaksFor(std::string_view account) noexcept override;
    void limitBody(std::uint64_t most) noexcept override { connection_.limitBody(most); }
    wire::TlsDetails tlsDetails() const override { return connection_.channel().tlsDetails(); }
    std::size_t send(std::string bytes) override;
    shares::Admission mayStream() override;
    bool keepsOpen() const noexcept override;
    bool isGone() const noexcept override { return connection_.isGone() || stream_.isPreempted(); }
    bool pause(std::chrono::milliseconds time) override;

private:
    // The use of the lane for one of the two. To preempt it, the connection is partly or completely shut down, which ends any
    // wait for it.
    class Hold final : public shares::Holder {
    public:
        Hold(shares::Holders& all, const wire::Connection& connection, int how) noexcept
            : all_(all), connection_(connection), how_(how) {}
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;
        ~Hold() override {
            if (holds_) all_.give(*this);
        }
        shares::Admission take(const shares::Requester& who);
        void preempt() noexcept override;
        bool isPreempted() const noexcept { return isPreempted_; }

    private:
        shares::Holders& all_;
        const wire::Connection& connection_;
        const int how_;
        bool holds_ = false;
        std::atomic<bool> isPreempted_{false};
    };

    wire::Connection& connection_;
    const wire::ConnectionSet& all_;
    shares::Requester who_;
    const Serving::Pin& snapshot_;
    Hold body_, stream_;
};

} // namespace portico::http
