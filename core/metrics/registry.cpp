// SPDX-License-Identifier: Apache-2.0
#include "metrics/registry.h"

#include <algorithm>

namespace portico::metrics {

Registry::Collector::Collector(Registry& registry, Collect collect) : registry_(registry) {
    const MutexLock lock(registry_.collecting_);
    place_ = registry_.collectors_.insert(registry_.collectors_.end(), std::move(collect));
}

Registry::Collector::~Collector() {
    const MutexLock lock(registry_.collecting_);
    registry_.collectors_.erase(place_);
}

// Each use holds the family by an owner of its own, whose end does not end the family.
std::shared_ptr<Family> Registry::define(std::string_view owner, Definition definition) {
    const MutexLock lock(mutex_);
    if (!families_.contains(definition.name) && !makeRoom(owner)) return nullptr;
    std::list<Defined>& all = families_[definition.name];
    const auto same =
        std::ranges::find_if(all, [&](const Defined& one) { return one.family->definition() == definition; });
    if (same != all.end())
        all.splice(all.end(), all, same);
    else
        all.push_back({std::string(owner), std::make_shared<Family>(std::move(definition))});
    Defined& latest = all.back();
    std::shared_ptr<Family> used = latest.used.lock();
    if (!used) used = std::shared_ptr<Family>(latest.family.get(), [family = latest.family](Family*) {});
    latest.used = used;
    all.remove_if([&](const Defined& one) { return one.used.expired(); });
    return used;
}

// Metrics that nothing uses any more give way to new ones.
bool Registry::makeRoom(std::string_view owner) {
    if (countOf(owner) < mostFamilies) return true;
    std::erase_if(families_, [&](const auto& named) {
        return std::ranges::all_of(named.second,
                                   [&](const Defined& one) { return one.owner == owner && one.used.expired(); });
    });
    return countOf(owner) < mostFamilies;
}

std::size_t Registry::countOf(std::string_view owner) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        families_, [&](const auto& named) { return !named.second.empty() && named.second.front().owner == owner; }));
}

// Collected before it is written: the caller sends the text without a lock.
std::string Registry::text(Format format) const {
    Exposition out(format);
    {
        const MutexLock lock(collecting_);
        for (const Collect& collect : collectors_) collect(out);
    }
    const MutexLock lock(mutex_);
    for (const auto& [name, all] : families_) {
        const auto latest =
            std::find_if(all.rbegin(), all.rend(), [](const Defined& one) { return !one.used.expired(); });
        if (latest != all.rend()) latest->family->write(out);
    }
    return std::move(out).take();
}

} // namespace portico::metrics
