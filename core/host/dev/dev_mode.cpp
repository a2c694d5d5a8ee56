// SPDX-License-Identifier: Apache-2.0
#include "host/dev/dev_mode.h"

#include "host/dev/dev_page.h"
#include "host/process/refusal.h"

#include <portico/error.hpp>
#include <portico/event_stream.hpp>

#include <algorithm>

namespace portico::host {

namespace {

bool isLoopback(const std::string& address) {
    return address.starts_with("127.") || address.starts_with("[::1]:") || address.starts_with("unix:") ||
           address.starts_with("localhost:");
}

constexpr portico_str scriptPath = PORTICO_STR("/_dev/reload.js");
constexpr portico_str changesPath = PORTICO_STR("/_dev/changes");

// How often a stream checks whether its page is still open.
constexpr std::chrono::milliseconds maxWait{200};

// Each sentence, followed by the lines of the file that it names.
std::vector<std::string> withLines(std::vector<std::string> sentences,
                                   const std::vector<std::filesystem::path>& folders) {
    for (std::string& sentence : sentences)
        if (const std::string lines = excerpt(sentence, folders); !lines.empty()) sentence += '\n' + lines;
    return sentences;
}

} // namespace

DevMode::DevMode(const Options& options, const config::Settings& settings) : options_(options) {
    for (const char* key : {"server.listen", "server.listen_tls"})
        for (const std::string& address : settings.list(key))
            if (!isLoopback(address))
                throw Refusal({"serve --dev shows internals of the site and is for this machine only, but " +
                               std::string(key) + " has " + address + "; serve without --dev, or listen on 127.0.0.1"});
    watchFoldersOf(settings);
    pages_ = settings.paths("pages.directories");
}

// Derives the folders of the configuration from its main file, because the layers do not know them.
void DevMode::watchFoldersOf(const config::Settings& settings) {
    std::vector<FileWatch::Folder> folders;
    for (const char* key : {"plugins.directories", "pages.directories"})
        for (const auto& folder : settings.paths(key)) folders.push_back({folder});
    const std::filesystem::path main = options_.sources.main.value_or("/etc/portico/portico.toml");
    const auto beside = std::filesystem::is_directory(main) ? main : main.parent_path();
    for (const auto& folder : {beside, beside / "conf.d", beside / "plugins.d"}) folders.push_back({folder, ".toml"});
    watch_.watch(std::move(folders));
}

GenerationOptions DevMode::generationOptions() {
    static constexpr portico_routes table{sizeof(portico_routes), 0, route};
    GenerationOptions made;
    made.returnedMemory = std::make_shared<http::ReturnedMemory>();
    made.exchanges = std::make_shared<capabilities::KeptTables>();
    made.pageEnd = [this](std::string_view reason, unsigned generation, const std::string& base) {
        return devPageEnd({events_.run(), generation, std::string(reason), base}, pages());
    };
    made.ownRoutes.push_back({"dev", {&table, this}});
    return made;
}

const portico_route* DevMode::route(void*, std::size_t index) {
    static constexpr portico_str get = PORTICO_STR("GET"), everybody = PORTICO_STR("public");
    static constexpr portico_route routes[] = {
        {sizeof(portico_route), 0, get, scriptPath, everybody,
         PORTICO_STR("Reloads the page in the browser (serve --dev)."), nullptr, answer, 0},
        {sizeof(portico_route), 0, get, changesPath, everybody,
         PORTICO_STR("Tells the page about reloads (serve --dev)."), nullptr, answer, 0}};
    return index < std::size(routes) ? &routes[index] : nullptr;
}

portico_status DevMode::answer(void* self, const portico_route* route, portico_exchange* x, portico_error* why) {
    return exceptionBarrier(why, [&] {
        x->set_header(x, PORTICO_STR("Cache-Control"), PORTICO_STR("no-store"));
        if (view(route->path) == view(changesPath))
            static_cast<const DevMode*>(self)->stream(x);
        else
            Exchange(x).write(devScript(), "text/javascript; charset=utf-8");
        return PORTICO_OK;
    });
}

// Ends when another generation serves: the page then reloads itself, and this stream is no longer needed.
void DevMode::stream(portico_exchange* x) const {
    EventStream page{Exchange(x)};
    for (unsigned seen = 0;;) {
        if (const ReloadEvents::ReloadEvent letter = events_.newest(); letter.number != seen) {
            page.send(letter.json);
            seen = letter.number;
        }
        if (!page.pause(std::chrono::milliseconds(0))) return;
        events_.await(seen, maxWait);
    }
}

std::vector<std::filesystem::path> DevMode::pages() const {
    const MutexLock lock(mutex_);
    return pages_;
}

void DevMode::took(const Generations::ReloadResult& result, const Generation& current) {
    watchFoldersOf(current.settings());
    {
        const MutexLock lock(mutex_);
        pages_ = current.settings().paths("pages.directories");
    }
    events_.tell(current.number(), result.done ? std::vector<std::string>() : withLines(result.sentences, pages()));
}

} // namespace portico::host
