// SPDX-License-Identifier: Apache-2.0
// All keys: those of the host (host_keys.h) and, once their manifests are read, those of the installed plugins.
// The host builds the list at each start and reload and checks the settings against it.
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
    // For the host's own keys. Throws std::logic_error for an invalid declaration.
    void add(Declaration declaration);

    // Adds the settings of a plugin as plugins.<id>.<name>, or plugins.<id>.<name>.<field> for the fields of a section, and
    // plugins.<id>.enabled. If declarations of the manifest are invalid, returns one sentence for each of them and adds
    // nothing.
    std::vector<std::string> addPlugin(const std::string& id, std::span<const Declaration> settings);

    // Adds only plugins.<id>.enabled. Other settings of this plugin are not checked, because its declarations are unknown.
    void addRefusedPlugin(const std::string& id);
    bool isRefusedPlugin(std::string_view id) const { return refused_.contains(id); }

    const std::vector<Key>& all() const& { return keys_; } // in the order of declaration
    void all() && = delete;                                // the reference would dangle
    const Key* find(std::string_view name) const;
    const Key* tableOf(const Path& path) const;   // the table that contains this entry
    const Key* rowsAbove(const Path& path) const; // the list of tables of which this would be a field
    bool isSection(std::string_view name) const;  // "server", "plugins.auth"
    bool hasPlugin(std::string_view id) const { return plugins_.contains(id); }

    std::optional<std::string> nearestKey(std::string_view name) const;
    std::optional<std::string> nearestPlugin(std::string_view id) const;

private:
    const Key* above(const Path& path, Type type) const;
    std::string tryAdd(Declaration declaration); // what is wrong, or empty
    std::string conflict(const Key& key) const;  // with an existing key

    std::vector<Key> keys_;
    std::set<std::string, std::less<>> plugins_, refused_;
};

} // namespace portico::config
