// SPDX-License-Identifier: Apache-2.0
// The effective configuration: every declared key with its checked value and its origin. Immutable; a reload creates a new one.
// Only Draft::check creates it; show.h prints it.
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
    Origin origin;                                             // for a table: of its highest entry
    std::map<std::string, Origin, std::less<>> entryOrigins{}; // for a table
};

// Every getter throws std::logic_error if the key is not declared or has another type.
class Settings {
public:
    explicit Settings(std::vector<Setting> settings);

    const std::string& string(std::string_view name) const; // also for a choice
    std::int64_t integer(std::string_view name) const;
    bool boolean(std::string_view name) const;
    std::chrono::seconds duration(std::string_view name) const;
    std::uint64_t size(std::string_view name) const; // bytes
    const List& list(std::string_view name) const;
    List names(std::string_view name) const; // the strings of a text or list; none if the text is empty
    std::filesystem::path path(std::string_view name) const;
    std::vector<std::filesystem::path> paths(std::string_view name) const; // a list of folders
    const Table& table(std::string_view name) const;

    // These settings, but with the values from the start of the process for keys that apply only at a restart.
    Settings afterStart(const Settings& start) const;
    // The keys that apply only at a restart and differ.
    std::vector<std::string> waitingForRestart(const Settings& start) const;

    // The text of a setting as in portico/abi/host.h: numbers, seconds and bytes in decimal, true or false, a list with one
    // item per line. Throws std::logic_error for a list of tables, which has no text.
    std::string pluginText(std::string_view name) const;

    // True unless the plugin is in plugins.disabled or its own file sets enabled = false.
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
