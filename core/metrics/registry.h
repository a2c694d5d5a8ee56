// SPDX-License-Identifier: Apache-2.0
// All metrics of the server: those of plugins, those of the host, and what the host counts elsewhere and reads only when metrics
// are written. Outlives all generations, so that a counter keeps its value over a reload. Any thread.
#pragma once

#include "base/mutex.h"
#include "metrics/family.h"

#include <functional>
#include <list>

namespace portico::metrics {

class Registry {
public:
    static constexpr std::size_t mostFamilies = 200; // of one owner

    Registry() = default;
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    // The metric with this definition, which has no problem. It is written while the result, or a copy of it, exists, and keeps its
    // values afterwards: the same definition leads to the same metric. Of several definitions with one name the latest is
    // written. `owner`: the plugin, or empty for the host. nullptr: the owner has too many metrics.
    std::shared_ptr<Family> define(std::string_view owner, Definition definition);

    // Writes metrics that are counted elsewhere. Called by any thread, one at a time; must not throw anything but std::bad_alloc.
    using Collect = std::function<void(Exposition&)>;

    // While it exists, its function is called.
    class Collector {
    public:
        Collector(Registry& registry, Collect collect);
        ~Collector();
        Collector(const Collector&) = delete;
        Collector& operator=(const Collector&) = delete;

    private:
        Registry& registry_;
        std::list<Collect>::iterator place_;
    };

    std::string text(Format format) const;

private:
    struct Defined {
        std::string owner;
        std::shared_ptr<Family> family;
        std::weak_ptr<Family> used{}; // what `define` returned
    };
    using ByName = std::map<std::string, std::list<Defined>, std::less<>>; // of one name, the latest last

    bool makeRoom(std::string_view owner) PORTICO_REQUIRES(mutex_);
    std::size_t countOf(std::string_view owner) const PORTICO_REQUIRES(mutex_);

    mutable Mutex mutex_;
    ByName families_ PORTICO_GUARDED_BY(mutex_);
    mutable Mutex collecting_; // not mutex_: a collector may take locks whose holders define metrics
    std::list<Collect> collectors_ PORTICO_GUARDED_BY(collecting_);
};

} // namespace portico::metrics
