// SPDX-License-Identifier: Apache-2.0
// All keys that there are: the host's (host_keys.h) and, once their manifests are read, those of the installed plugins.
// The host fills it at each start and reload; settings are checked against it.
#pragma once

#include "config/key.h"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portico::config {

class Keys {
public:
    // For the host's own keys: a declaration that does not hold is a programming error (std::logic_error).
    void add(Declaration declaration);

    // Settings of a plugin become plugins.<id>.<name>; plugins.<id>.enabled comes with every plugin. Returns what is wrong
    // with the manifest's declarations, one sentence each; then nothing is added.
    std::vector<std::string> addPlugin(const std::string& id, std::span<const Declaration> settings);

    // Only plugins.<id>.enabled: what else is set for it is not judged, for nobody knows what its settings are.
    void addRefusedPlugin(const std::string& id);
    bool isRefusedPlugin(std::string_view id) const { return refused_.contains(id); }

    const std::vector<Key>& all() const& { return keys_; } // in the order of declaration
    void all() && = delete;                                // the keys would be gone before they are looked at
    const Key* find(std::string_view name) const;
    const Key* tableOf(const Path& path) const;  // the table that has this entry
    bool isSection(std::string_view name) const; // "server", "plugins.auth"
    bool hasPlugin(std::string_view id) const { return plugins_.contains(id); }

    std::optional<std::string> nearestKey(std::string_view name) const;
    std::optional<std::string> nearestPlugin(std::string_view id) const;

private:
    std::string tryAdd(Declaration declaration); // what is wrong, or empty
    std::string conflict(const Key& key) const;  // with a key that is there

    std::vector<Key> keys_;
    std::set<std::string, std::less<>> plugins_, refused_;
};

} // namespace portico::config
