// SPDX-License-Identifier: Apache-2.0
// The holders of a few resources, such as threads, that are held for long. A network may hold all of them until another network
// needs one: then the network that holds the most loses its newest. The same applies to an account, however many networks it
// uses. Thus no resource remains unused, and none is monopolized. Any thread.
#pragma once

#include "base/mutex.h"
#include "shares/network.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <vector>

namespace portico::shares {

enum class Admission {
    Yes,
    NetworkOverShare, // its own network or account holds more than its share
    Exhausted,
};

// A holder of one resource. It must give the resource back before it is destroyed.
class Holder {
public:
    virtual ~Holder() = default;

    // The holder no longer counts and must end soon, because another network needs the resource. Any thread may call this until
    // the resource is given back. Must not block.
    virtual void preempt() noexcept = 0;

protected:
    Holder() = default;
    Holder(const Holder&) = default;
    Holder& operator=(const Holder&) = default;
};

class Holders {
public:
    explicit Holders(std::size_t most) : most_(most) { held_.reserve(most); }
    Holders(const Holders&) = delete;
    Holders& operator=(const Holders&) = delete;

    Admission take(Holder& holder, const Requester& who) {
        const MutexLock lock(mutex_);
        if (held_.size() == most_) {
            const auto newest = whoHasMostMoreThan(who);
            if (newest == held_.rend()) return refusal(who);
            newest->holder->preempt();
            held_.erase(std::next(newest).base());
        }
        held_.push_back({&holder, who});
        return Admission::Yes;
    }

    // Call it for a preempted holder, too.
    void give(const Holder& holder) noexcept {
        const MutexLock lock(mutex_);
        std::erase_if(held_, [&](const Held& one) { return one.holder == &holder; });
    }

private:
    struct Held {
        Holder* holder;
        Requester who;
    };
    using Newest = std::vector<Held>::reverse_iterator;

    std::size_t ofNetwork(const Requester& who) const PORTICO_REQUIRES(mutex_) {
        return count([&](const Requester& one) { return one.network == who.network; });
    }
    std::size_t ofNetworkOrAccount(const Requester& who) const PORTICO_REQUIRES(mutex_) {
        const auto ofAccount =
            count([&](const Requester& one) { return who.account != 0 && one.account == who.account; });
        return std::max(ofNetwork(who), ofAccount);
    }
    template <class Is>
    std::size_t count(Is&& is) const PORTICO_REQUIRES(mutex_) {
        return static_cast<std::size_t>(
            std::count_if(held_.begin(), held_.end(), [&](const Held& one) { return is(one.who); }));
    }

    // How much more `one` holds than `who`. Requesters of the same account are compared by network only, because many people may
    // use it.
    std::ptrdiff_t excess(const Requester& one, const Requester& who) const PORTICO_REQUIRES(mutex_) {
        const bool isOneAccount = one.account != 0 && one.account == who.account;
        const auto of = [&](const Requester& whose) PORTICO_REQUIRES(mutex_) {
            return isOneAccount ? ofNetwork(whose) : ofNetworkOrAccount(whose);
        };
        return static_cast<std::ptrdiff_t>(of(one)) - static_cast<std::ptrdiff_t>(of(who));
    }

    // The newest holder of the requester with the most; rend() if none holds at least two more than `who`.
    Newest whoHasMostMoreThan(const Requester& who) PORTICO_REQUIRES(mutex_) {
        Newest most = held_.rend();
        std::ptrdiff_t mostExcess = 1;
        for (Newest one = held_.rbegin(); one != held_.rend(); ++one)
            if (const std::ptrdiff_t by = excess(one->who, who); by > mostExcess) most = one, mostExcess = by;
        return most;
    }

    Admission refusal(const Requester& who) const PORTICO_REQUIRES(mutex_) {
        std::set<Network> networks;
        for (const Held& one : held_) networks.insert(one.who.network);
        const bool isOverShare = networks.size() > 1 && ofNetworkOrAccount(who) * networks.size() > held_.size();
        return isOverShare ? Admission::NetworkOverShare : Admission::Exhausted;
    }

    const std::size_t most_;
    Mutex mutex_;
    std::vector<Held> held_ PORTICO_GUARDED_BY(mutex_); // in order of arrival
};

} // namespace portico::shares
