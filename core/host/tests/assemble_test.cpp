// SPDX-License-Identifier: Apache-2.0
// From started plugins to what is served: routes, pages and guards, and what is said about those that do not fit.
#include "config/host_keys.h"
#include "config/layers.h"
#include "host/assemble.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

#include <deque>

using namespace portico;
using host::Assembled;

namespace {

class NoLog final : public http::Log {
public:
    void write(int, std::string_view, std::string_view) noexcept override {}
    void access(std::string_view, std::string_view, std::string_view) noexcept override {}
};

// A plugin that has these routes.
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

portico_status nothing(void*, const portico_route*, portico_exchange*, portico_error*) { return PORTICO_OK; }

portico_route get(std::string_view path, std::string_view guard) {
    return {sizeof(portico_route), 0, PORTICO_STR("GET"), str(path), str(guard), {}, nullptr, nothing};
}

// Two pages: "/" for everybody and "/private" for users.
portico_status listPages(void*, const portico_page_sink* out, portico_error*) {
    const portico_page home{sizeof(portico_page), 0, PORTICO_STR("index"), PORTICO_STR("/"), PORTICO_STR("public")};
    const portico_page own{sizeof(portico_page), 0, PORTICO_STR("private"), PORTICO_STR("/private"),
                           PORTICO_STR("user")};
    out->take(out->ctx, &home);
    return out->take(out->ctx, &own);
}
portico_status noPage(void*, portico_str, const portico_value*, const portico_sink*, portico_error*) {
    return PORTICO_NOT_FOUND;
}
constexpr portico_pages pagesTable{sizeof(portico_pages), 0, listPages, noPage};

class AssembleTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AssembleTest);
    CPPUNIT_TEST(testPagesAndRoutesAreServed);
    CPPUNIT_TEST(testRouteOfAPluginStandsInFrontOfAPage);
    CPPUNIT_TEST(testSamePathOfTwoPluginsIsAFaultThatNamesBoth);
    CPPUNIT_TEST(testBadPathIsAFaultThatNamesThePlugin);
    CPPUNIT_TEST(testUnknownGuardIsClosedAndReported);
    CPPUNIT_TEST(testGuardOfTheConfigurationIsAddedToThatOfThePage);
    CPPUNIT_TEST(testGuardForNothingIsReported);
    CPPUNIT_TEST(testPublicUrlIsTakenApart);
    CPPUNIT_TEST(testFilesOfThePluginsAreServedBehindThoseOfTheSite);
    CPPUNIT_TEST_SUITE_END();

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
    void withPages() { registry_.add(PORTICO_PAGES, {"pages", {&pagesTable, nullptr}}); }

    static const http::Target* find(const Assembled& result, std::string_view path) {
        for (const http::Target& target : result.generation->targets)
            if (target.path == path) return &target;
        return nullptr;
    }

    void testPagesAndRoutesAreServed() {
        withPages();
        plugin("books", {get("/books/{id}", "user")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT(result.faults.empty() && result.warnings.empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, result.generation->targets.size());
        CPPUNIT_ASSERT_EQUAL(std::string("books"), find(result, "/books/{id}")->plugin);
        CPPUNIT_ASSERT_EQUAL(std::string("private"), std::get<std::string>(find(result, "/private")->to));
        CPPUNIT_ASSERT(!find(result, "/private")->guard.admits(false, ""));
    }
    void testRouteOfAPluginStandsInFrontOfAPage() {
        withPages();
        plugin("front", {get("/", "public")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT(result.faults.empty());
        CPPUNIT_ASSERT_EQUAL(std::string("front"), find(result, "/")->plugin);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, result.generation->targets.size());
    }
    void testSamePathOfTwoPluginsIsAFaultThatNamesBoth() {
        plugin("one", {get("/x", "public")});
        plugin("two", {get("/x", "user")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, result.faults.size());
        CPPUNIT_ASSERT_EQUAL(std::string("two: the path \"/x\" has two routes for GET; the other one is of one"),
                             result.faults.front());
    }
    void testBadPathIsAFaultThatNamesThePlugin() {
        plugin("seed", {get("token", "public")});
        CPPUNIT_ASSERT_EQUAL(std::string("seed: the path \"token\" must start with a slash"), assembled().faults.at(0));
    }
    void testUnknownGuardIsClosedAndReported() {
        plugin("odd", {get("/odd", "everybody")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT(result.faults.empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, result.warnings.size());
        CPPUNIT_ASSERT(result.warnings.front().find("unknown guard \"everybody\"") != std::string::npos);
        CPPUNIT_ASSERT(!find(result, "/odd")->guard.admits(true, "admin"));
    }
    void testGuardOfTheConfigurationIsAddedToThatOfThePage() {
        withPages();
        const Assembled result = assembled({"pages.guards./=role:staff"});
        CPPUNIT_ASSERT(find(result, "/")->guard.admits(false, ""));
        CPPUNIT_ASSERT(!find(result, "/")->extraGuard.admits(true, "admin"));
        CPPUNIT_ASSERT(find(result, "/")->extraGuard.admits(true, "staff"));
        CPPUNIT_ASSERT(find(result, "/private")->extraGuard.admits(false, ""));
    }
    void testGuardForNothingIsReported() {
        const Assembled result = assembled({"pages.guards./nowhere=user"});
        CPPUNIT_ASSERT_EQUAL(std::string("pages.guards has a guard for /nowhere, and nothing is served there"),
                             result.warnings.at(0));
    }
    void testPublicUrlIsTakenApart() {
        const Assembled result = assembled({"server.public_url=https://www.example.org:8443"});
        CPPUNIT_ASSERT_EQUAL(std::string("https"), result.generation->site.scheme);
        CPPUNIT_ASSERT_EQUAL(std::string("www.example.org:8443"), result.generation->site.authority);
        CPPUNIT_ASSERT_EQUAL(std::string(), assembled().generation->site.authority);
    }

    static std::uint64_t sizeOf(const Assembled& result, std::string_view asset) {
        const auto found = result.generation->assets.find(asset, http::syntax::codingsFor({}));
        return found ? found->size : 0;
    }
    void testFilesOfThePluginsAreServedBehindThoseOfTheSite() {
        const test::ScratchDir dir;
        dir.write("pages/assets/site.css", "1");
        dir.write("pages/assets/books/ours.css", "22");
        dir.write("plugins/books/assets/ours.css", "333");
        dir.write("plugins/books/assets/theirs.css", "4444");
        pluginAssets_ = {{"books/", (dir.path() / "plugins/books/assets").string()},
                         {"none/", (dir.path() / "plugins/none/assets").string()}};
        const Assembled result = assembled({"pages.directories=" + (dir.path() / "pages").string()});
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, sizeOf(result, "site.css"));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, sizeOf(result, "books/ours.css"));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{4}, sizeOf(result, "books/theirs.css"));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, sizeOf(result, "theirs.css"));
    }

    NoLog log_;
    std::vector<http::Assets::Place> pluginAssets_;
    std::deque<RoutesOf> plugins_;
    capabilities::Registry registry_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(AssembleTest);

} // namespace
