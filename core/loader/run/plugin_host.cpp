// SPDX-License-Identifier: Apache-2.0
// Texts with a lifetime that the ABI guarantees are members: what a plugin borrows lives as long as its table.
#include "loader/run/plugin_host.h"

#include "loader/file/state_folder.h"

#include <portico/error.hpp>

#include <algorithm>
#include <stdexcept>

namespace portico::loader {

namespace {

bool hasText(const config::Declaration& setting) {
    return setting.type != config::Type::section && setting.type != config::Type::rows;
}

std::map<std::string, SettingOfPlugin, std::less<>> readSettings(const Manifest& manifest, HostServices& services) {
    std::map<std::string, SettingOfPlugin, std::less<>> settings;
    for (const config::Declaration& declaration : manifest.settings) {
        std::optional<std::string> text;
        if (hasText(declaration)) text = services.setting(manifest.id, declaration.name);
        if (hasText(declaration) && !text)
            throw std::logic_error("the configuration has no plugins." + manifest.id + '.' + declaration.name);
        settings.try_emplace(declaration.name, std::move(text), services.settingValue(manifest.id, declaration.name));
    }
    return settings;
}

std::vector<std::string> listedNeeds(const Manifest& manifest) {
    std::vector<std::string> all = manifest.needs;
    all.insert(all.end(), manifest.wants.begin(), manifest.wants.end());
    return all;
}

std::string onePerLine(const std::vector<std::filesystem::path>& folders) {
    std::string text;
    for (const auto& folder : folders) text.append(text.empty() ? "" : "\n").append(folder.string());
    return text;
}

} // namespace

PluginHost::PluginHost(const Manifest& manifest, HostServices& services)
    : id_(manifest.id),
      needs_(listedNeeds(manifest)),
      services_(services),
      settings_(readSettings(manifest, services)),
      stateDirectory_((services.stateRoot() / manifest.id).string()),
      pageDirectories_(onePerLine(services.pageDirectories())),
      defaultAccess_(services.defaultAccess()),
      publicUrl_(services.publicUrl()),
      table_{sizeof(portico_host),
             PORTICO_ABI_MAJOR,
             PORTICO_ABI_MINOR,
             0,
             this,
             log,
             setting,
             capability,
             service,
             now,
             stateDirectory,
             pageDirectories,
             defaultAccess,
             services.purpose(),
             settingValue,
             str(publicUrl_)} {
    if (capabilities::KeptTables* checks = services.checks()) {
        checked_ = std::make_shared<CheckedHost>(table_, id_);
        checks->keep(checked_);
    }
}

std::string PluginHost::failure() const {
    const MutexLock lock(failureMutex_);
    return failure_;
}

void PluginHost::log(const portico_host* host, std::int32_t level, portico_str line) noexcept {
    exceptionBarrier(nullptr, [&] {
        const PluginHost& self = of(host);
        self.services_.log(self.id_, std::clamp(level, PORTICO_LOG_DEBUG, PORTICO_LOG_ERROR), view(line));
        return PORTICO_OK;
    });
}

portico_status PluginHost::setting(const portico_host* host, portico_str name, portico_str* value) noexcept {
    return exceptionBarrier(nullptr, [&] {
        const auto& settings = of(host).settings_;
        const auto found = settings.find(view(name));
        if (found == settings.end()) return PORTICO_NOT_FOUND;
        if (!found->second.text) return PORTICO_UNSUPPORTED;
        *value = str(*found->second.text);
        return PORTICO_OK;
    });
}

portico_status PluginHost::settingValue(const portico_host* host, portico_str name, portico_value* value) noexcept {
    return exceptionBarrier(nullptr, [&] {
        const auto& settings = of(host).settings_;
        const auto found = settings.find(view(name));
        if (found == settings.end()) return PORTICO_NOT_FOUND;
        *value = *found->second.borrowed.get();
        return PORTICO_OK;
    });
}

portico_status PluginHost::capability(const portico_host* host, const char* id, portico_provider* provider) noexcept {
    return exceptionBarrier(nullptr, [&] {
        const PluginHost& self = of(host);
        if (id == nullptr || std::ranges::find(self.needs_, id) == self.needs_.end()) return PORTICO_NOT_FOUND;
        const auto found = self.providers_.find(std::string_view(id));
        if (found == self.providers_.end()) return self.hasStarted_ ? PORTICO_NOT_FOUND : PORTICO_UNAVAILABLE;
        *provider = found->second;
        return PORTICO_OK;
    });
}

const void* PluginHost::service(const portico_host* host, const char* id) noexcept {
    const void* table = nullptr;
    exceptionBarrier(nullptr, [&] {
        const PluginHost& self = of(host);
        if (id != nullptr) table = self.services_.service(self.id_, id);
        return PORTICO_OK;
    });
    return table;
}

std::int64_t PluginHost::now(const portico_host* host) noexcept {
    std::int64_t milliseconds = 0;
    exceptionBarrier(nullptr, [&] {
        milliseconds = of(host).services_.now();
        return PORTICO_OK;
    });
    return milliseconds;
}

// Creates the folder on first use, so that other plugins leave no empty folder. If this fails, the plugin is refused after
// its create or start.
portico_str PluginHost::stateDirectory(const portico_host* host) noexcept {
    PluginHost& self = of(host);
    exceptionBarrier(nullptr, [&] {
        std::call_once(self.stateMade_, [&] {
            const std::string problem = makeStateFolder(self.stateDirectory_);
            const MutexLock lock(self.failureMutex_);
            self.failure_ = problem;
        });
        return PORTICO_OK;
    });
    return str(self.stateDirectory_);
}

portico_str PluginHost::pageDirectories(const portico_host* host) noexcept { return str(of(host).pageDirectories_); }

portico_str PluginHost::defaultAccess(const portico_host* host) noexcept { return str(of(host).defaultAccess_); }

} // namespace portico::loader
