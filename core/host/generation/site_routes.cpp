// SPDX-License-Identifier: Apache-2.0
#include "host/generation/site_routes.h"

#include "http/routing/reachable.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace portico::host {

namespace {

const std::string* pageName(const http::Target& target) { return std::get_if<std::string>(&target.to); }

std::string owner(const std::string& path, const std::string& plugin) {
    return "routes.owners has \"" + path + "\" = \"" + plugin + '"';
}

} // namespace

SiteRoutes::SiteRoutes(http::Snapshot& generation, const config::Settings& settings, Assembled& result)
    : generation_(generation),
      precedence_(settings),
      guards_(settings.table("pages.guards")),
      defaultAccess_(settings.string("pages.default_access")),
      result_(result) {}

void SiteRoutes::add(const std::vector<capabilities::Provided>& own, std::vector<capabilities::Provided> plugins) {
    for (const capabilities::Provided& one : own)
        for (http::Target& target : routeBatchOf(one).targets) put(std::move(target));
    std::ranges::sort(plugins,
                      [this](const auto& a, const auto& b) { return precedence_.isBefore(a.plugin, b.plugin); });
    std::vector<RouteBatch> offers;
    for (const capabilities::Provided& plugin : plugins) offers.push_back(routeBatchOf(plugin));
    std::vector<http::Target> pages = this->pages();
    const auto note = [this](const http::Target& target) {
        const std::string shape = http::shapeOf(target.path);
        for (const auto& [path, plugin] : precedence_.owners())
            if (plugin == target.plugin && http::shapeOf(path) == shape) owned_[{target.method, shape}] = plugin;
    };
    for (const RouteBatch& batch : offers) std::ranges::for_each(batch.targets, note);
    std::ranges::for_each(pages, note);
    const auto rest =
        std::ranges::find_if(offers, [this](const RouteBatch& o) { return !precedence_.isNamed(o.plugin); });
    for (auto batch = offers.begin(); batch != rest; ++batch) place(std::move(*batch));
    placePages(std::move(pages));
    for (auto batch = rest; batch != offers.end(); ++batch) place(std::move(*batch));
    reportIdleSettings();
}

SiteRoutes::RouteBatch SiteRoutes::routeBatchOf(const capabilities::Provided& provided) const {
    RouteBatch batch{provided.plugin};
    try {
        for (const capabilities::PluginRoute& route : capabilities::listRoutes(provided))
            batch.targets.push_back({std::string(route.method()),
                                     std::string(route.path()),
                                     std::string(route.guard()),
                                     std::string(route.summary()),
                                     route.plugin,
                                     http::GuardRule::parse(route.guard()),
                                     extraGuard(route.path()),
                                     route.anyOrigin(),
                                     route.takesPieces(),
                                     route,
                                     {},
                                     route.bodyLimit()});
    } catch (const std::exception& error) {
        batch.faults.push_back(std::string("its routes cannot be listed: ") + error.what());
    } catch (...) {
        batch.faults.emplace_back("its routes cannot be listed: it threw an exception that is not a std::exception");
    }
    return batch;
}

// Empty if the plugin cannot list them; the plugin is then refused.
std::vector<http::Target> SiteRoutes::pages() {
    std::vector<http::Target> all;
    if (!generation_.pages) return all;
    const std::string& plugin = generation_.pages->plugin();
    try {
        for (const capabilities::Page& page : generation_.pages->list()) {
            if (!page.fault.empty()) result_.unserved.push_back(plugin + ": " + page.fault);
            if (page.fault.empty() || !page.path.empty()) all.push_back(targetOf(page, plugin));
        }
    } catch (const std::exception& error) {
        result_.refused[plugin].push_back(std::string("its pages cannot be listed: ") + error.what());
    }
    return all;
}

// A broken page keeps its path, so that nothing else is served there.
http::Target SiteRoutes::targetOf(const capabilities::Page& page, const std::string& plugin) const {
    const std::string guard = !page.fault.empty() ? "broken" : page.guard.empty() ? defaultAccess_ : page.guard;
    return {"GET",
            page.path,
            guard,
            "Page " + page.name + ".",
            plugin,
            http::GuardRule::parse(guard),
            extraGuard(page.path),
            false,
            false,
            page.name,
            page.fault};
}

// The configuration gives this path to another plugin, which has a route there.
bool SiteRoutes::isOverridden(const http::Target& target) const {
    const auto found = owned_.find({target.method, http::shapeOf(target.path)});
    return found != owned_.end() && found->second != target.plugin;
}

void SiteRoutes::place(RouteBatch batch) {
    std::erase_if(batch.targets,
                  [this](const http::Target& target) { return isOverridden(target) || isBehindBrokenPage(target); });
    http::Router own; // a plugin may declare a path twice
    for (const http::Target& target : batch.targets)
        if (std::string fault = faultOf(target, own); !fault.empty()) batch.faults.push_back(std::move(fault));
    if (batch.faults.empty())
        for (http::Target& target : batch.targets) put(std::move(target));
    else
        std::ranges::move(batch.faults, std::back_inserter(result_.refused[batch.plugin]));
}

void SiteRoutes::placePages(std::vector<http::Target> pages) {
    for (http::Target& page : pages) {
        if (isOverridden(page)) continue;
        http::Router own;
        if (const std::string fault = faultOf(page, own); fault.empty())
            put(std::move(page));
        else
            result_.unserved.push_back(page.plugin + ": the page " + *pageName(page) + " is not served: " + fault);
    }
}

// A mistake in a page is not a choice between the page and the plugin, which may be the one that renders it.
bool SiteRoutes::isBehindBrokenPage(const http::Target& target) {
    const http::Target* page = served(target.method, target.path);
    if (page == nullptr || page->fault.empty()) return false;
    result_.unserved.push_back(target.plugin + ": its route " + target.method + ' ' + target.path +
                               " answers 500 until the page \"" + *pageName(*page) + "\" there is fixed");
    return true;
}

std::string SiteRoutes::faultOf(const http::Target& target, http::Router& own) const {
    try {
        own.add(target.method, target.path, 0);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    if (const std::string why = http::unreachable(target.method, target.path); !why.empty())
        return "the route " + target.method + ' ' + target.path + ' ' + why;
    try {
        generation_.router.check(target.method, target.path);
    } catch (const std::invalid_argument& error) {
        return taken(target, error.what());
    }
    return {};
}

std::string SiteRoutes::taken(const http::Target& target, const std::string& why) const {
    const http::Target* other = served(target.method, target.path);
    if (other == nullptr) return why;
    const std::string both = target.method + ' ' + target.path;
    const std::string line = "[routes.owners] \"" + target.path + "\" = \"" + target.plugin + '"';
    const std::string* page = pageName(*other);
    if (page != nullptr && pageName(target) != nullptr)
        return "the page \"" + *page + "\" is already at " + target.path + "; rename one of them";
    if (page != nullptr)
        return "its route " + both + " would replace the page \"" + *page + "\"; to allow this, write " + line +
               ", or mark the page \"access: internal\" if only this plugin renders it";
    const std::string as = other->path == target.path ? "" : " as " + other->path;
    return both + " belongs to " + other->plugin + as + ", which takes precedence; to give it to " + target.plugin +
           ", write " + line;
}

const http::Target* SiteRoutes::served(std::string_view method, std::string_view path) const {
    const auto found =
        std::ranges::find_if(generation_.targets, [&, shape = http::shapeOf(path)](const http::Target& one) {
            return one.method == method && http::shapeOf(one.path) == shape;
        });
    return found == generation_.targets.end() ? nullptr : &*found;
}

void SiteRoutes::put(http::Target target) {
    if (target.fault.empty() && target.guard.kind() == http::GuardRule::Kind::Nobody)
        result_.warnings.push_back(target.plugin + ": " + target.path + " has the unknown guard \"" + target.guardText +
                                   "\", which denies access to everyone; guards are public, user and role:NAME");
    generation_.router.add(target.method, target.path, generation_.targets.size());
    generation_.targets.push_back(std::move(target));
}

void SiteRoutes::reportIdleSettings() {
    for (const auto& [path, guard] : guards_)
        if (!isServed(path))
            result_.unserved.push_back("pages.guards has a guard for " + path +
                                       ", but nothing is served there; correct the path or remove the line");
    for (const auto& named : precedence_.owners())
        if (std::ranges::none_of(owned_,
                                 [&](const auto& one) { return one.first.second == http::shapeOf(named.first); }))
            result_.warnings.push_back(owner(named.first, named.second) + ", but that plugin serves nothing there");
}

// Also for a file in a folder _root, which the guard closes. A pattern guards a route with that pattern, not the paths that match it.
bool SiteRoutes::isServed(const std::string& path) const {
    if (path.find_first_of("{}*") != std::string::npos)
        return std::ranges::any_of(generation_.targets, [shape = http::shapeOf(path)](const http::Target& one) {
            return http::shapeOf(one.path) == shape;
        });
    http::Parameters ignored;
    return generation_.router.match(path, ignored) != nullptr ||
           generation_.rootFiles.find(path.substr(1), {}).has_value();
}

// Two different guards for the same pattern with different parameter names admit nobody.
http::GuardRule SiteRoutes::extraGuard(std::string_view path) const {
    std::string_view all = "public";
    for (const auto& [key, guard] : guards_)
        if (http::shapeOf(key) == http::shapeOf(path))
            all = all == "public" || all == guard ? std::string_view(guard) : std::string_view();
    return http::GuardRule::parse(all);
}

} // namespace portico::host
