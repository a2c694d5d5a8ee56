// SPDX-License-Identifier: Apache-2.0
// A built plugin through its ABI tables. The library stays mapped, as in the host.
#include "support/test_plugin.h"

#include <portico/error.hpp>

#include <dlfcn.h>

namespace portico::test {

namespace {

const portico_plugin* entryOf(const std::string& file) {
    void* library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw Error(PORTICO_FAILED, ::dlerror());
    const void* entry = ::dlsym(library, "portico_entry");
    if (entry == nullptr) throw Error(PORTICO_FAILED, file + " has no portico_entry");
    return static_cast<const portico_plugin*>(entry);
}

} // namespace

TestPlugin::TestPlugin(const std::string& file, const TestHost& host, Until until) : entry_(entryOf(file)) {
    Why why;
    why.check(entry_->create(host.get(), &self_, why.get()));
    if (until == Until::created) return;
    try {
        why.check(entry_->start(self_, why.get()));
    } catch (...) {
        entry_->destroy(self_);
        throw;
    }
    started_ = true;
}

TestPlugin::~TestPlugin() {
    if (started_) entry_->stop(self_, nullptr);
    entry_->destroy(self_);
}

const portico_route* TestPlugin::route(std::string_view method, std::string_view path) const {
    const auto& routes = table<portico_routes>(PORTICO_ROUTES);
    for (std::size_t i = 0; const portico_route* route = routes.route(self_, i); ++i)
        if (view(route->method) == method && view(route->path) == path) return route;
    return nullptr;
}

portico_status TestPlugin::handle(TestExchange& x) const {
    const portico_route* found = route(x.method, x.path);
    return found != nullptr ? found->handle(self_, found, x.get(), nullptr) : PORTICO_NOT_FOUND;
}

TestPlugin::Who TestPlugin::identify(TestExchange& x) const {
    Who who;
    const portico_identity identity{&who, [](void* ctx, const portico_user* user, portico_str session) {
                                        auto& told = *static_cast<Who*>(ctx);
                                        told.id = view(user->id);
                                        told.name = view(user->name);
                                        told.session = view(session);
                                        told.scheme = view(user->scheme);
                                        told.scopes = view(user->scopes);
                                        told.login = user->login;
                                        ++told.told;
                                        return portico_status{PORTICO_OK};
                                    }};
    who.status = table<portico_auth>(PORTICO_AUTH).identify(self_, x.get(), &identity, nullptr);
    return who;
}

void TestPlugin::challenge(TestExchange& x) const {
    Why why;
    why.check(table<portico_auth>(PORTICO_AUTH).challenge(self_, x.get(), why.get()));
}

} // namespace portico::test
