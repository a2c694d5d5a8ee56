// SPDX-License-Identifier: Apache-2.0
// The configuration in force: every declared key with its checked value and where that came from. Immutable; a reload makes
// a new one. Made by Draft::check only; printed by show.h.
#pragma once

#include "config/key.h"
#include "config/origin.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portico::config {

struct Setting {
    Key key;
    Value value;
    Origin origin;                                             // of a table: of its highest entry
    std::map<std::string, Origin, std::less<>> entryOrigins{}; // of a table
};

// Every getter throws std::logic_error for a key that is not declared or is of another type: a mistake in the program.
class Settings {
public:
    explicit Settings(std::vector<Setting> settings);

    const std::string& string(std::string_view name) const; // also of a choice
    std::int64_t integer(std::string_view name) const;
    bool boolean(std::string_view name) const;
    std::chrono::seconds duration(std::string_view name) const;
    std::uint64_t size(std::string_view name) const; // bytes
    const List& list(std::string_view name) const;
    std::filesystem::path path(std::string_view name) const;
    std::vector<std::filesystem::path> paths(std::string_view name) const; // a list of folders
    const Table& table(std::string_view name) const;

    // These, but with the values that the process was started with wherever they apply at a restart only.
    Settings afterStart(const Settings& start) const;
    // The keys of those that differ.
    std::vector<std::string> waitingForRestart(const Settings& start) const;

    // As abi.h gives a plugin its setting: integers, seconds and bytes in decimal, true or false, a list one item a line.
    std::string pluginText(std::string_view name) const;

    // Neither in plugins.disabled nor switched off by its own file. False only for what somebody switched off.
    bool isEnabled(std::string_view plugin) const;

    std::string origin(std::string_view name) const; // "/etc/portico/portico.toml:3:1"
    Level level(std::string_view name) const;

    const std::vector<Setting>& all() const { return settings_; } // in the order of declaration

private:
    const Setting& find(std::string_view name) const;
    const Setting& find(std::string_view name, Type type) const;

    std::vector<Setting> settings_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

} // namespace portico::config
