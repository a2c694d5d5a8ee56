// SPDX-License-Identifier: Apache-2.0
// The test plugins in tests/plugins, and a host that records what they log.
#pragma once

#include "loader/run/plugin_set.h"
#include "support/scratch_dir.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace portico::loader::test {

using portico::test::ScratchDir;

inline std::filesystem::path folderOf(const std::string& guest) {
    return std::filesystem::path(PORTICO_GUESTS) / guest;
}
inline std::filesystem::path fileOf(const std::string& guest) { return folderOf(guest) / (guest + ".so"); }

inline PluginFile inspectGuest(const std::string& guest) { return inspect(fileOf(guest), ::geteuid()); }

// Whether code of this plugin has run in this process.
inline bool hasRun(const std::string& guest) { return std::getenv(("PORTICO_GUEST_" + guest).c_str()) != nullptr; }

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

inline bool anyContains(const std::vector<std::string>& texts, const std::string& part) {
    return std::ranges::any_of(texts, [&](const std::string& text) { return contains(text, part); });
}

class RecordingHost final : public HostServices {
public:
    void log(std::string_view plugin, std::int32_t, std::string_view line) override {
        said.push_back(std::string(plugin) + ' ' + std::string(line));
    }
    std::optional<std::string> setting(std::string_view, std::string_view name) override {
        return "value of " + std::string(name);
    }
    Value settingValue(std::string_view, std::string_view name) override {
        return values.contains(name) ? values.find(name)->second : Value("value of " + std::string(name));
    }
    const void* service(std::string_view, std::string_view id) override {
        return id == "portico.host.test/1" ? this : nullptr;
    }
    std::int64_t now() override { return 1234567; }
    std::filesystem::path stateRoot() override { return state.path(); }
    std::vector<std::filesystem::path> pageDirectories() override { return {"/first", "/second"}; }
    std::string defaultAccess() override { return "role:staff"; }
    std::uint64_t purpose() override { return PORTICO_PURPOSE_COMMAND; }
    std::string publicUrl() override { return "https://example.org/app"; }

    std::map<std::string, Value, std::less<>> values; // of settings
    std::vector<std::string> said;
    ScratchDir state;
};

// A complete load: the folders of these plugins, these preferences, a new host.
struct Loading {
    explicit Loading(const std::vector<std::string>& guests, const PluginPreferences& preferences = {},
                     Until until = Until::started)
        : set(load(inventoryOf(guests), preferences, libraries, host, until)) {}

    static Inventory inventoryOf(const std::vector<std::string>& guests) {
        std::vector<std::filesystem::path> folders;
        for (const std::string& guest : guests) folders.push_back(folderOf(guest));
        return takeInventory(folders, ::geteuid());
    }

    std::vector<std::string> running() const {
        std::vector<std::string> ids;
        for (const auto& plugin : set.plugins()) ids.push_back(plugin->id());
        return ids;
    }
    std::vector<std::string> refusals() const {
        std::vector<std::string> sentences;
        for (const Refusal& refusal : set.report().refused) sentences.push_back(refusal.sentence);
        return sentences;
    }
    const std::vector<std::string>& faults() const { return set.report().faults; }

    Libraries libraries;
    std::shared_ptr<RecordingHost> host = std::make_shared<RecordingHost>();
    PluginSet set;
};

inline std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : " | ") + text;
    return all;
}

} // namespace portico::loader::test
