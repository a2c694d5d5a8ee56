// SPDX-License-Identifier: Apache-2.0
// Templates from a map in memory, for tests and fuzzers.
#pragma once

#include "engine/files/loader.h"

#include <map>
#include <mutex>

namespace pages_jinja {

class MemoryLoader : public Loader {
public:
    // Adds or replaces a template. Thread-safe.
    void set(const std::string& name, std::string text) {
        const std::lock_guard lock(mutex_);
        sources_[name] = {std::move(text), {++changes_, 0, 0, 0}};
    }
    void remove(std::string_view name) {
        const std::lock_guard lock(mutex_);
        const auto found = sources_.find(name);
        if (found != sources_.end()) sources_.erase(found);
    }

    std::optional<Stamp> stamp(std::string_view name) const override {
        const std::lock_guard lock(mutex_);
        const auto found = sources_.find(name);
        return found == sources_.end() ? std::nullopt : std::optional(found->second.stamp);
    }
    std::optional<Source> load(std::string_view name) const override {
        const std::lock_guard lock(mutex_);
        const auto found = sources_.find(name);
        return found == sources_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    mutable std::mutex mutex_;
    std::map<std::string, Source, std::less<>> sources_;
    std::int64_t changes_ = 0;
};

} // namespace pages_jinja
