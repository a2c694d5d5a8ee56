// SPDX-License-Identifier: Apache-2.0
// What `portico serve --dev` adds: a change of plugins, pages or configuration causes a reload. The page that is open in a
// browser then reloads, too, or shows what is wrong, with the lines of the file. For loopback only, because every client can see
// these reasons.
#pragma once

#include "base/mutex.h"
#include "host/dev/reload_events.h"
#include "host/reload/file_watch.h"
#include "host/reload/generations.h"

namespace portico::host {

class DevMode {
public:
    // Throws Refusal unless the server listens on loopback addresses only.
    DevMode(const Options& options, const config::Settings& settings);
    DevMode(const DevMode&) = delete;
    DevMode& operator=(const DevMode&) = delete;

    // For the first generation and all that follow.
    GenerationOptions generationOptions();

    FileWatch& files() noexcept { return watch_; }
    // Call after each reload, done or refused.
    void took(const Generations::ReloadResult& result, const Generation& current);

private:
    static portico_status answer(void* self, const portico_route* route, portico_exchange* x, portico_error* why);
    static const portico_route* route(void* self, std::size_t index);
    void stream(portico_exchange* x) const;
    std::vector<std::filesystem::path> pages() const PORTICO_EXCLUDES(mutex_);
    void watchFoldersOf(const config::Settings& settings);

    const Options options_;
    FileWatch watch_;
    ReloadEvents events_;
    mutable Mutex mutex_;
    std::vector<std::filesystem::path> pages_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host
