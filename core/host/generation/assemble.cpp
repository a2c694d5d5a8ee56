// SPDX-License-Identifier: Apache-2.0
// Turns started plugins and the configuration into a snapshot.
#include "host/generation/assemble.h"

#include "host/generation/media_types.h"
#include "host/generation/site_routes.h"
#include "http/server/access_log.h"

#include <algorithm>
#include <iterator>
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
    limits.streamSilence = settings.duration("limits.stream_silence");
    return limits;
}

struct UrlParts {
    std::string scheme, authority, path;
};

// Splits a URL that the configuration has checked; all parts are empty if there is none.
UrlParts partsOf(const std::string& url) {
    const std::size_t schemeEnd = url.find("://");
    if (schemeEnd == std::string::npos) return {};
    const std::size_t authority = schemeEnd + 3;
    const std::size_t path = std::min(url.find('/', authority), url.size());
    return {url.substr(0, schemeEnd), url.substr(authority, path - authority), url.substr(path)};
}

http::TlsSite tlsOf(const config::Settings& settings) {
    http::TlsSite tls{settings.boolean("tls.redirect"), {}};
    const std::int64_t age = settings.duration("tls.hsts").count();
    if (age > 0) tls.hsts = "max-age=" + std::to_string(age);
    if (age > 0 && settings.boolean("tls.hsts_subdomains")) tls.hsts += "; includeSubDomains";
    return tls;
}

// The folder `name` in each page directory.
std::vector<http::Assets::Place> placesBelow(const config::Settings& settings, const char* name) {
    std::vector<http::Assets::Place> places;
    for (const auto& pages : settings.paths("pages.directories")) places.push_back({"", (pages / name).string()});
    return places;
}

// The site's own folders first: their files override a plugin's files of the same name.
std::vector<http::Assets::Place> assetPlaces(const config::Settings& settings,
                                             const std::vector<http::Assets::Place>& pluginAssets) {
    std::vector<http::Assets::Place> places = placesBelow(settings, "assets");
    places.insert(places.end(), pluginAssets.begin(), pluginAssets.end());
    return places;
}

std::shared_ptr<const http::AssetTypes> typesOf(const config::Settings& settings, Assembled& result) {
    MediaTypes system = readMediaTypes(settings.path("assets.mime_types"));
    std::ranges::move(system.faults, std::back_inserter(result.warnings));
    const config::Table& own = settings.table("assets.types");
    return std::make_shared<const http::AssetTypes>(http::AssetTypes::Table(own.begin(), own.end()),
                                                    system.byExtension);
}

std::map<std::string, http::GuardRule, std::less<>> pathGuards(const config::Settings& settings) {
    std::map<std::string, http::GuardRule, std::less<>> guards;
    for (const auto& [path, guard] : settings.table("pages.guards"))
        guards.emplace(path, http::GuardRule::parse(guard));
    return guards;
}

// In the configured order. A listed filter that does not run is quarantined: anything else prevents the start.
capabilities::Filters filtersOf(const capabilities::Registry& registry, const config::Settings& settings) {
    std::vector<capabilities::Provided> listed;
    std::string missing;
    for (const std::string& id : settings.list("capabilities.filters")) {
        const auto found = std::ranges::find(registry.filters, id, &capabilities::Provided::plugin);
        if (found != registry.filters.end())
            listed.push_back(*found);
        else
            missing = id;
    }
    capabilities::Filters filters(listed);
    filters.missing = std::move(missing);
    return filters;
}

} // namespace

Assembled assemble(const capabilities::Registry& registry, const config::Settings& settings,
                   const std::vector<http::Assets::Place>& pluginAssets, const http::Csrf::Key& csrfKey, http::Log& log,
                   const GenerationOptions& generationOptions) {
    Assembled assembled;
    const auto types = typesOf(settings, assembled);
    const UrlParts url = partsOf(settings.string("server.public_url"));
    auto generation = std::make_shared<http::Snapshot>(http::Snapshot{
        .router = {},
        .targets = {},
        .auth = {},
        .pages = {},
        .assets = http::Assets(assetPlaces(settings, pluginAssets), types),
        .csrf = http::Csrf(csrfKey),
        .limits = limitsOf(settings),
        .site = {settings.string("site.name"), settings.string("site.language"), url.scheme, url.authority, url.path,
                 settings.string("server.public_path") == "kept", tlsOf(settings), settings.list("server.hosts")},
        .accessLogFormat = http::accessLogFormat(settings.string("log.access")),
        .compression = {settings.boolean("compression.enabled"), settings.size("compression.least")},
        .log = log,
        .number = generationOptions.number,
        .rootFiles = http::Assets(placesBelow(settings, "_root"), types, http::Assets::Hidden::WellKnown),
        .pathGuards = pathGuards(settings),
        .authIsDown = generationOptions.authIsDown,
        .pageFolders = settings.list("pages.directories"),
        .returnedMemory = generationOptions.returnedMemory,
        .exchanges = generationOptions.exchanges,
        .pageEnd = generationOptions.pageEnd,
    });
    if (!registry.auth.empty()) generation->auth.emplace(registry.auth);
    if (registry.pages) generation->pages.emplace(*registry.pages, generation->limits.page);
    generation->filters = filtersOf(registry, settings);
    SiteRoutes(*generation, settings, assembled).add(generationOptions.ownRoutes, registry.routes);
    if (generationOptions.metrics != nullptr)
        generation->metrics = http::SiteMetrics(*generationOptions.metrics, generation->targets);
    assembled.generation = std::move(generation);
    return assembled;
}

} // namespace portico::host
