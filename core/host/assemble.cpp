// SPDX-License-Identifier: Apache-2.0
// Started plugins and the configuration -> a generation.
#include "host/assemble.h"

#include "http/access_log.h"

#include <regex>
#include <stdexcept>
#include <utility>

namespace portico::host {

namespace {

http::Limits limitsOf(const config::Settings& settings) {
    http::Limits limits;
    limits.target = settings.size("limits.uri");
    limits.body = settings.size("limits.body");
    limits.upload = settings.size("limits.upload");
    limits.formFields = static_cast<std::size_t>(settings.integer("limits.form_fields"));
    limits.formNameBytes = settings.size("limits.form_name");
    limits.formValueBytes = settings.size("limits.form_value");
    limits.page = settings.size("limits.page");
    return limits;
}

// Scheme (1) or authority (2) of an URL; the configuration has checked it.
std::string part(const std::string& url, std::size_t number) {
    std::smatch parts;
    return std::regex_match(url, parts, std::regex("([a-z]+)://([^/]+).*")) ? parts[number].str() : "";
}

http::TlsSite tlsOf(const config::Settings& settings) {
    http::TlsSite tls{settings.boolean("tls.redirect"), {}};
    const std::int64_t age = settings.duration("tls.hsts").count();
    if (age > 0) tls.hsts = "max-age=" + std::to_string(age);
    if (age > 0 && settings.boolean("tls.hsts_subdomains")) tls.hsts += "; includeSubDomains";
    return tls;
}

// The site's own first: a file in there stands in front of a plugin's of that name.
std::vector<http::Assets::Place> assetPlaces(const config::Settings& settings,
                                             const std::vector<http::Assets::Place>& pluginAssets) {
    std::vector<http::Assets::Place> places;
    for (const auto& pages : settings.paths("pages.directories")) places.push_back({"", (pages / "assets").string()});
    places.insert(places.end(), pluginAssets.begin(), pluginAssets.end());
    return places;
}

// Collects the routes of all plugins, then the pages; says what does not fit.
class Assembly {
public:
    Assembly(http::Generation& generation, const config::Settings& settings, Assembled& result)
        : generation_(generation), guards_(settings.table("pages.guards")), result_(result) {}

    void addPlugin(const capabilities::Provided& provided) {
        try {
            for (const capabilities::PluginRoute& route : capabilities::listRoutes(provided)) addRoute(route);
        } catch (const Error& error) {
            result_.faults.emplace_back(error.what());
        }
    }

    // After all plugins: a plugin's own route for a path stands in front of a page there.
    void addPages() {
        if (!generation_.pages) return;
        const std::string& plugin = generation_.pages->plugin();
        try {
            for (const capabilities::Page& page : generation_.pages->list())
                if (!isTaken(page.path))
                    add({"GET", page.path, page.guard, "Page " + page.name + ".", plugin,
                         http::GuardRule::parse(page.guard), extraGuard(page.path), false, false, page.name});
        } catch (const Error& error) {
            result_.faults.push_back(plugin + ": " + error.what());
        }
    }

    void reportUnusedGuards() {
        for (const auto& [path, guard] : guards_) {
            http::Parameters ignored;
            if (generation_.router.match(path, ignored) == nullptr)
                result_.warnings.push_back("pages.guards has a guard for " + path + ", and nothing is served there");
        }
    }

private:
    void addRoute(const capabilities::PluginRoute& route) {
        add({std::string(route.method()), std::string(route.path()), std::string(route.guard()),
             std::string(route.summary()), route.plugin, http::GuardRule::parse(route.guard()),
             extraGuard(route.path()), route.anyOrigin(), route.takesPieces(), route});
    }

    void add(http::Target target) {
        if (target.guard.kind() == http::GuardRule::Kind::Nobody)
            result_.warnings.push_back(target.plugin + ": " + target.path + " has the unknown guard \"" +
                                       target.guardText +
                                       "\" and is closed to everybody; guards are public, user and role:NAME");
        try {
            generation_.router.add(target.method, target.path, generation_.targets.size());
            generation_.targets.push_back(std::move(target));
        } catch (const std::invalid_argument& error) {
            result_.faults.push_back(target.plugin + ": " + error.what() + ownerOf(target.method, target.path));
        }
    }

    std::string ownerOf(std::string_view method, std::string_view path) const {
        for (const http::Target& other : generation_.targets)
            if (other.method == method && other.path == path) return "; the other one is of " + other.plugin;
        return "";
    }

    bool isTaken(std::string_view path) const {
        http::Parameters ignored;
        const http::Router::Methods* methods = generation_.router.match(path, ignored);
        if (methods == nullptr || ignored.count > 0) return false;
        for (const auto& [method, number] : *methods)
            if (method == "GET") return true;
        return false;
    }

    http::GuardRule extraGuard(std::string_view path) const {
        const auto found = guards_.find(std::string(path));
        return http::GuardRule::parse(found == guards_.end() ? "public" : std::string_view(found->second));
    }

    http::Generation& generation_;
    const config::Table& guards_;
    Assembled& result_;
};

} // namespace

Assembled assemble(const capabilities::Registry& registry, const config::Settings& settings,
                   const std::vector<http::Assets::Place>& pluginAssets, const http::Csrf::Key& csrfKey, http::Log& log,
                   const Circumstances& circumstances) {
    Assembled assembled;
    auto generation = std::make_shared<http::Generation>(http::Generation{
        .router = {},
        .targets = {},
        .auth = {},
        .pages = {},
        .assets = http::Assets(assetPlaces(settings, pluginAssets)),
        .csrf = http::Csrf(csrfKey),
        .limits = limitsOf(settings),
        .site = {settings.string("site.name"), settings.string("site.language"),
                 part(settings.string("server.public_url"), 1), part(settings.string("server.public_url"), 2),
                 tlsOf(settings), settings.list("server.hosts")},
        .accessForm = http::accessForm(settings.string("log.access")),
        .compression = {settings.boolean("compression.enabled"), settings.size("compression.least")},
        .log = log,
        .number = circumstances.number,
        .authIsDown = circumstances.authIsDown,
        .pageEnd = circumstances.pageEnd,
    });
    if (registry.auth) generation->auth.emplace(*registry.auth);
    if (registry.pages) generation->pages.emplace(*registry.pages, generation->limits.page);
    Assembly assembly(*generation, settings, assembled);
    for (const capabilities::Provided& provided : registry.routes) assembly.addPlugin(provided);
    assembly.addPages();
    assembly.reportUnusedGuards();
    assembled.generation = std::move(generation);
    return assembled;
}

} // namespace portico::host
