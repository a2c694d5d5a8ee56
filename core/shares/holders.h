// SPDX-License-Identifier: Apache-2.0
// The holders of a few resources, such as threads, that are held for long. A network may hold all of them until another network
// needs one: then the network that holds the most loses its newest. So nothing stays unused, and nobody keeps everything. Any
// thread.
#pragma once

#include "shares/network.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

namespace portico::shares {

enum class Admission {
    Yes,
    NetworkOverShare, // its own network holds more than its share
    Exhausted,
};

// A holder of one resource. It must give the resource back before it is destroyed.
class Holder {
public:
    virtual ~Holder() = default;

    // The holder no longer counts and must end soon, because another network needs the resource. Any thread may call this until the
    // resource is given back. Must not block.
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

    Admission take(Holder& holder, const Network& network) {
        const std::lock_guard lock(mutex_);
        if (held_.size() < most_) {
            held_.push_back({&holder, network});
            return Admission::Yes;
        }
        const Counts counts = count();
        const auto own = counts.find(network);
        const std::size_t ownCount = own == counts.end() ? 0 : own->second;
        const auto largest = std::max_element(counts.begin(), counts.end(),
                                              [](const auto& a, const auto& b) { return a.second < b.second; });
        if (largest == counts.end() || largest->second <= ownCount + 1)
            return counts.size() > 1 && ownCount * counts.size() > held_.size() ? Admission::NetworkOverShare
                                                                                : Admission::Exhausted;
        const auto newest =
            std::find_if(held_.rbegin(), held_.rend(), [&](const Held& one) { return one.network == largest->first; });
        newest->holder->preempt();
        held_.erase(std::next(newest).base());
        held_.push_back({&holder, network});
        return Admission::Yes;
    }

    // Call it for a preempted holder, too.
    void give(const Holder& holder) noexcept {
        const std::lock_guard lock(mutex_);
        std::erase_if(held_, [&](const Held& one) { return one.holder == &holder; });
    }

private:
    struct Held {
        Holder* holder;
        Network network;
    };
    using Counts = std::map<Network, std::size_t>;

    Counts count() const {
        Counts counts;
        for (const Held& one : held_) ++counts[one.network];
        return counts;
    }

    const std::size_t most_;
    std::mutex mutex_;
    std::vector<Held> held_; // in order of arrival
};

} // namespace portico::shares
