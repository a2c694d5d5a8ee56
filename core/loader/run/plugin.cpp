// SPDX-License-Identifier: Apache-2.0
#include "loader/run/plugin.h"

#include "capabilities/call.h"
#include "loader/manifest/check.h"

#include <portico/error.hpp>

#include <algorithm>

namespace portico::loader {

namespace {

constexpr std::string_view statusName(portico_status status) {
    switch (status) {
    case PORTICO_DENIED: return "PORTICO_DENIED";
    case PORTICO_NOT_FOUND: return "PORTICO_NOT_FOUND";
    case PORTICO_EXISTS: return "PORTICO_EXISTS";
    case PORTICO_INVALID: return "PORTICO_INVALID";
    case PORTICO_UNAVAILABLE: return "PORTICO_UNAVAILABLE";
    case PORTICO_UNSUPPORTED: return "PORTICO_UNSUPPORTED";
    case PORTICO_FAILED: return "PORTICO_FAILED";
    case PORTICO_CONFLICT: return "PORTICO_CONFLICT";
    default: return "not a portico_status";
    }
}

// The plugin's text may lack a terminator and may contain line breaks.
std::string reason(const portico_error& error, portico_status status) {
    std::string text(error.message, std::find(error.message, std::end(error.message), '\0'));
    std::ranges::replace_if(
        text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    if (!text.empty()) return text;
    return "it returned " + std::to_string(status) + " (" + std::string(statusName(status)) + ") and gave no reason";
}

// Reports one lifecycle step to the host and the watchdog.
class Step {
public:
    Step(HostServices& services, const std::string& plugin, capabilities::PluginStats* stats, const char* name)
        : services_(services), plugin_(plugin), name_(name), call_(stats, name) {
        services_.stepBegins(plugin_, name_);
    }
    ~Step() {
        exceptionBarrier(nullptr, [&] { return services_.stepEnded(plugin_, name_), PORTICO_OK; });
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

private:
    HostServices& services_;
    const std::string& plugin_;
    const char* name_;
    capabilities::Call call_;
};

} // namespace

template <class Work>
std::vector<std::string> Plugin::call(const char* step, Work&& work) {
    portico_error error{sizeof(portico_error), 0, {}};
    portico_status status = PORTICO_FAILED;
    {
        Step on(*services_, id(), stats_, step);
        status = exceptionBarrier(&error, [&] { return work(&error); });
    }
    if (status != PORTICO_OK) return {std::string(step) + " failed: " + reason(error, status)};
    if (std::string failure = host_->failure(); !failure.empty()) return {std::string(step) + " failed: " + failure};
    return {};
}

std::vector<std::string> Plugin::load(Libraries& libraries, HostServices& services) {
    services_ = &services;
    stats_ = services.stats(id(), file_.hash);
    try {
        const Step on(services, id(), stats_, "load");
        library_ = libraries.library(file_);
        file_.bytes.reset(); // no longer needed: the library is mapped
        if (stats_ != nullptr) {
            const auto [begin, end] = library_->range();
            stats_->begin = begin;
            stats_->end = end;
        }
    } catch (const std::exception& error) {
        return {error.what()};
    }
    auto problems = entryProblems(library_->entry(), manifest());
    if (problems.empty()) stage_ = Stage::loaded;
    return problems;
}

std::vector<std::string> Plugin::create() {
    const portico_plugin& entry = library_->entry();
    try {
        host_ = std::make_unique<PluginHost>(manifest(), *services_);
    } catch (const std::exception& error) {
        return {std::string("create failed: ") + error.what()};
    }
    bool isMade = false;
    auto problems = call("create", [&](portico_error* why) {
        const portico_status status = entry.create(host_->table(), &self_, why);
        isMade = status == PORTICO_OK;
        return status;
    });
    if (isMade) stage_ = Stage::created;
    return problems.empty() ? capabilityProblems(entry, self_, manifest()) : problems;
}

std::vector<std::string> Plugin::start() {
    host_->reach(CheckedHost::Stage::started);
    auto problems = call("start", [&](portico_error* why) {
        const portico_status status = library_->entry().start(self_, why);
        if (status == PORTICO_OK) stage_ = Stage::started;
        return status;
    });
    return problems;
}

std::vector<std::string> Plugin::stop() {
    if (stage_ != Stage::started) return {};
    stage_ = Stage::created;
    services_->endTasks(id());
    auto problems = call("stop", [&](portico_error* why) { return library_->entry().stop(self_, why); });
    host_->reach(CheckedHost::Stage::stopped);
    return problems;
}

portico_provider Plugin::provider(const std::string& capability) const {
    portico_provider provider{nullptr, self_};
    exceptionBarrier(nullptr, [&] {
        provider.table = library_->entry().get_capability(self_, capability.c_str());
        return PORTICO_OK;
    });
    return provider;
}

portico_provider Plugin::providerForOthers(const std::string& capability) {
    const auto [place, isNew] = metered_.try_emplace(capability, capability, provider(capability), stats_);
    if (capability != PORTICO_USERS) return place->second.provider();
    if (!normalizingUsers_) normalizingUsers_.emplace(place->second.provider());
    return normalizingUsers_->provider();
}

void Plugin::destroy() noexcept {
    services_->endTasks(id());
    exceptionBarrier(nullptr, [&] {
        const Step on(*services_, id(), stats_, "destroy");
        library_->entry().destroy(self_);
        return PORTICO_OK;
    });
    host_->reach(CheckedHost::Stage::destroyed);
    stage_ = Stage::loaded;
}

Plugin::~Plugin() {
    exceptionBarrier(nullptr, [&] { return static_cast<void>(stop()), PORTICO_OK; });
    if (stage_ == Stage::created) destroy();
}

} // namespace portico::loader
