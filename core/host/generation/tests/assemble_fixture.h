// SPDX-License-Identifier: Apache-2.0
// What the tests of assemble() share: plugins with given routes, a plugin with given pages, and the snapshot made of them.
#pragma once

#include "config/host_keys.h"
#include "config/layers.h"
#include "host/generation/assemble.h"

#include <cppunit/extensions/HelperMacros.h>

#include <deque>

namespace portico::host::test {

class NoLog final : public http::Log {
public:
    void write(int, std::string_view, std::string_view) noexcept override {}
    void access(std::string_view, const http::AccessFields&) noexcept override {}
};

// A plugin with these routes.
class RoutesOf {
public:
    explicit RoutesOf(std::vector<portico_route> routes) : routes_(std::move(routes)) {}
    capabilities::Provided provided(const std::string& plugin) { return {plugin, {&table, this}}; }

private:
    static const portico_route* route(void* self, std::size_t index) {
        auto& routes = static_cast<RoutesOf*>(self)->routes_;
        return index < routes.size() ? &routes[index] : nullptr;
    }
    static constexpr portico_routes table{sizeof(portico_routes), 0, route};
    std::vector<portico_route> routes_;
};

inline portico_status nothing(void*, const portico_route*, portico_exchange*, portico_error*) { return PORTICO_OK; }

inline portico_route get(std::string_view path, std::string_view guard) {
    return {sizeof(portico_route), 0, PORTICO_STR("GET"), str(path), str(guard), {}, nullptr, nothing, 0};
}

inline portico_page page(std::string_view name, std::string_view path, std::string_view guard,
                         std::string_view fault = {}) {
    return {sizeof(portico_page), 0, str(name), str(path), str(guard), str(fault)};
}

// Two pages: "/" for everyone and "/private" for users; more if `self` points to them.
inline portico_status listPages(void* self, const portico_page_sink* out, portico_error*) {
    std::vector<portico_page> pages{page("index", "/", "public"), page("private", "/private", "user")};
    if (self != nullptr)
        for (const portico_page& more : *static_cast<const std::vector<portico_page>*>(self)) pages.push_back(more);
    for (const portico_page& one : pages) out->take(out->ctx, &one);
    return PORTICO_OK;
}
inline portico_status noPage(void*, portico_str, const portico_value*, const portico_sink*, portico_error*) {
    return PORTICO_NOT_FOUND;
}
inline constexpr portico_pages pagesTable{sizeof(portico_pages), 0, listPages, noPage};

class AssembleFixture : public CppUnit::TestFixture {
protected:
    Assembled assembled(const std::vector<std::string>& sets = {}) {
        const config::Outcome outcome =
            config::parse({.root = "/nowhere", .main = {}, .environment = {}, .sets = sets}).check(config::hostKeys());
        CPPUNIT_ASSERT(outcome.ok());
        return host::assemble(registry_, outcome.settings, pluginAssets_, {}, log_);
    }
    RoutesOf& plugin(const std::string& id, std::vector<portico_route> routes) {
        RoutesOf& made = plugins_.emplace_back(std::move(routes));
        registry_.add(PORTICO_ROUTES, made.provided(id));
        return made;
    }
    void withPages(std::vector<portico_page> more = {}) {
        morePages_ = std::move(more);
        registry_.add(PORTICO_PAGES, {"pages", {&pagesTable, &morePages_}});
    }

    static const http::Target* find(const Assembled& result, std::string_view path) {
        for (const http::Target& target : result.generation->targets)
            if (target.path == path) return &target;
        return nullptr;
    }

    NoLog log_;
    std::vector<http::Assets::Place> pluginAssets_;
    std::vector<portico_page> morePages_;
    std::deque<RoutesOf> plugins_;
    capabilities::Registry registry_;
};

} // namespace portico::host::test
