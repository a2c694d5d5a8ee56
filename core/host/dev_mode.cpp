// SPDX-License-Identifier: Apache-2.0
#include "host/dev_mode.h"

#include "host/dev_page.h"
#include "host/json_lines.h"
#include "host/refusal.h"

#include <portico/error.hpp>

#include <algorithm>
#include <unistd.h>

namespace portico::host {

namespace {

bool isLoopback(const std::string& address) {
    return address.starts_with("127.") || address.starts_with("[::1]:") || address.starts_with("unix:") ||
           address.starts_with("localhost:");
}

constexpr portico_str scriptPath = PORTICO_STR("/_dev/reload.js");
constexpr portico_str statePath = PORTICO_STR("/_dev/state");

} // namespace

DevMode::DevMode(const Options& options, const config::Settings& settings)
    : options_(options), run_(std::to_string(::getpid())) {
    for (const char* key : {"server.listen", "server.listen_tls"})
        for (const std::string& address : settings.list(key))
            if (!isLoopback(address))
                throw Refusal({"serve --dev shows the inside of the site and is for this machine only, but " +
                               std::string(key) + " has " + address + "; serve without --dev, or listen on 127.0.0.1"});
    watchFoldersOf(settings);
    pages_ = settings.paths("pages.directories");
}

// The folders of the files that a configuration is read from are known to the layers only by the main file.
void DevMode::watchFoldersOf(const config::Settings& settings) {
    std::vector<std::filesystem::path> folders = settings.paths("plugins.directories");
    for (const auto& pages : settings.paths("pages.directories")) folders.push_back(pages);
    const std::filesystem::path main = options_.sources.main.value_or("/etc/portico/portico.toml");
    const auto beside = std::filesystem::is_directory(main) ? main : main.parent_path();
    watch_.watch(folders);
    watch_.also(beside);
    for (const char* below : {"conf.d", "plugins.d"}) watch_.also(beside / below);
}

Circumstances DevMode::circumstances() {
    static constexpr portico_routes table{sizeof(portico_routes), 0, route};
    Circumstances made;
    made.pageEnd = [this](std::string_view reason) { return pageEnd(reason); };
    made.extend = [this](const capabilities::Registry& registry) {
        capabilities::Registry extended = registry;
        extended.routes.push_back({"dev", {&table, this}});
        return extended;
    };
    return made;
}

const portico_route* DevMode::route(void*, std::size_t index) {
    static constexpr portico_str get = PORTICO_STR("GET"), everybody = PORTICO_STR("public");
    static constexpr portico_route routes[] = {
        {sizeof(portico_route), 0, get, scriptPath, everybody,
         PORTICO_STR("Reloads the page in the browser (serve --dev)."), nullptr, answer},
        {sizeof(portico_route), 0, get, statePath, everybody, PORTICO_STR("What the page waits for (serve --dev)."),
         nullptr, answer}};
    return index < std::size(routes) ? &routes[index] : nullptr;
}

portico_status DevMode::answer(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    return guarded(why, [&] {
        const bool isScript = view(route->path) == view(scriptPath);
        x->set_header(x, PORTICO_STR("Cache-Control"), PORTICO_STR("no-store"));
        x->set_header(x, PORTICO_STR("Content-Type"),
                      isScript ? PORTICO_STR("text/javascript; charset=utf-8") : PORTICO_STR("application/json"));
        return x->write(x, str(isScript ? std::string(devScript()) : static_cast<const DevMode*>(self)->state()));
    });
}

std::string DevMode::pageEnd(std::string_view reason) const {
    std::vector<std::filesystem::path> pages;
    {
        const std::lock_guard lock(mutex_);
        pages = pages_;
    }
    return devPageEnd(reason, pages);
}

std::string DevMode::state() const {
    const std::lock_guard lock(mutex_);
    return JsonLine().text("serves", run_ + '.' + std::to_string(generation_)).raw("refused", jsonList(refused_)).end();
}

void DevMode::took(const Generations::Swap& swap, const Generation& current) {
    watchFoldersOf(current.settings());
    const std::lock_guard lock(mutex_);
    pages_ = current.settings().paths("pages.directories");
    generation_ = current.number();
    refused_ = swap.done ? std::vector<std::string>() : swap.sentences;
}

} // namespace portico::host
