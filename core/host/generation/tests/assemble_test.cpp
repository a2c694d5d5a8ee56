// SPDX-License-Identifier: Apache-2.0
// From started plugins to the snapshot: routes, pages and guards, and the messages about those that conflict.
#include "config/host_keys.h"
#include "config/layers.h"
#include "host/generation/assemble.h"
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

portico_status nothing(void*, const portico_route*, portico_exchange*, portico_error*) { return PORTICO_OK; }

portico_route get(std::string_view path, std::string_view guard) {
    return {sizeof(portico_route), 0, PORTICO_STR("GET"), str(path), str(guard), {}, nullptr, nothing, 0};
}

portico_page page(std::string_view name, std::string_view path, std::string_view guard, std::string_view fault = {}) {
    return {sizeof(portico_page), 0, str(name), str(path), str(guard), str(fault)};
}

// Two pages: "/" for everyone and "/private" for users; more if `self` points to them.
portico_status listPages(void* self, const portico_page_sink* out, portico_error*) {
    std::vector<portico_page> pages{page("index", "/", "public"), page("private", "/private", "user")};
    if (self != nullptr)
        for (const portico_page& more : *static_cast<const std::vector<portico_page>*>(self)) pages.push_back(more);
    for (const portico_page& one : pages) out->take(out->ctx, &one);
    return PORTICO_OK;
}
portico_status noPage(void*, portico_str, const portico_value*, const portico_sink*, portico_error*) {
    return PORTICO_NOT_FOUND;
}
constexpr portico_pages pagesTable{sizeof(portico_pages), 0, listPages, noPage};

class AssembleTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AssembleTest);
    CPPUNIT_TEST(testPagesAndRoutesAreServed);
    CPPUNIT_TEST(testPluginThatWouldReplaceAPageIsLeftOut);
    CPPUNIT_TEST(testConfigurationLetsAPluginReplaceAPage);
    CPPUNIT_TEST(testPageGivesWayToANamedPlugin);
    CPPUNIT_TEST(testOtherMethodsBesideAPageAreServed);
    CPPUNIT_TEST(testLaterPluginOfAConflictIsLeftOutWithAllItsRoutes);
    CPPUNIT_TEST(testNamedPluginComesBeforeEarlierNames);
    CPPUNIT_TEST(testOwnerKeepsThePathAndTheOtherKeepsTheRest);
    CPPUNIT_TEST(testPatternsOfOneShapeAreOnePath);
    CPPUNIT_TEST(testParametersMayHaveOtherNamesInOtherRoutes);
    CPPUNIT_TEST(testRefusedPluginKeepsNoPathFromOthers);
    CPPUNIT_TEST(testOwnerWithoutARouteIsReported);
    CPPUNIT_TEST(testBadPathsAreReportedAllAtOnce);
    CPPUNIT_TEST(testRoutesThatThrowKeepTheirPluginOut);
    CPPUNIT_TEST(testTwoPagesWithOnePathLeaveTheFirst);
    CPPUNIT_TEST(testUnknownGuardIsClosedAndReported);
    CPPUNIT_TEST(testGuardOfTheConfigurationIsAddedToThatOfThePage);
    CPPUNIT_TEST(testConfigurationDecidesAboutPagesThatDoNotSay);
    CPPUNIT_TEST(testBrokenPageIsClosedAndTheRestServes);
    CPPUNIT_TEST(testBrokenPageClosesItsPathAndKeepsThePlugin);
    CPPUNIT_TEST(testGuardForNothingIsReported);
    CPPUNIT_TEST(testGuardWrittenAsAPatternNeedsARouteWithThatPattern);
    CPPUNIT_TEST(testPublicUrlIsTakenApart);
    CPPUNIT_TEST(testTypesAndFilesOfTheRootComeFromTheConfiguration);
    CPPUNIT_TEST(testFilesOfThePluginsAreServedAfterThoseOfTheSite);
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
    void withPages(std::vector<portico_page> more = {}) {
        morePages_ = std::move(more);
        registry_.add(PORTICO_PAGES, {"pages", {&pagesTable, &morePages_}});
    }

    static const http::Target* find(const Assembled& result, std::string_view path) {
        for (const http::Target& target : result.generation->targets)
            if (target.path == path) return &target;
        return nullptr;
    }

    void testPagesAndRoutesAreServed() {
        withPages();
        plugin("books", {get("/books/{id}", "user")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT(result.refused.empty() && result.warnings.empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, result.generation->targets.size());
        CPPUNIT_ASSERT_EQUAL(std::string("books"), find(result, "/books/{id}")->plugin);
        CPPUNIT_ASSERT_EQUAL(std::string("private"), std::get<std::string>(find(result, "/private")->to));
        CPPUNIT_ASSERT(!find(result, "/private")->guard.admits(false, ""));
    }
    static std::string reason(const Assembled& result, const std::string& plugin) {
        const auto found = result.refused.find(plugin);
        return found == result.refused.end() ? "" : found->second.at(0);
    }
    // A public route of a plugin replaced a page for users without a message.
    void testPluginThatWouldReplaceAPageIsLeftOut() {
        withPages();
        plugin("front", {get("/private", "public"), get("/other", "public")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT_EQUAL(
            std::string("its route GET /private would replace the page \"private\"; to allow this, write "
                        "[routes.owners] \"/private\" = \"front\", or mark the page \"access: internal\" if only this "
                        "plugin renders it"),
            reason(result, "front"));
        CPPUNIT_ASSERT_EQUAL(std::string("pages"), find(result, "/private")->plugin);
        CPPUNIT_ASSERT(find(result, "/other") == nullptr);
    }
    void testConfigurationLetsAPluginReplaceAPage() {
        withPages();
        plugin("front", {get("/private", "public"), get("/other", "public")});
        const Assembled result = assembled({"routes.owners./private=front", "pages.guards./private=user"});
        CPPUNIT_ASSERT(result.refused.empty() && result.unserved.empty() && result.warnings.empty());
        CPPUNIT_ASSERT_EQUAL(std::string("front"), find(result, "/private")->plugin);
        CPPUNIT_ASSERT(!find(result, "/private")->extraGuard.admits(false, ""));
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, result.generation->targets.size());
    }
    void testPageGivesWayToANamedPlugin() {
        withPages();
        plugin("front", {get("/", "public")});
        const Assembled result = assembled({"capabilities.auth=front"});
        CPPUNIT_ASSERT(result.refused.empty());
        CPPUNIT_ASSERT_EQUAL(std::string("front"), find(result, "/")->plugin);
        CPPUNIT_ASSERT_EQUAL(std::string("pages: the page index is not served: GET / belongs to front, which takes "
                                         "precedence; to give it to pages, write [routes.owners] \"/\" = \"pages\""),
                             result.unserved.at(0));
    }
    void testOtherMethodsBesideAPageAreServed() {
        withPages();
        portico_route post = get("/", "user");
        post.method = PORTICO_STR("POST");
        plugin("form", {post});
        const Assembled result = assembled();
        CPPUNIT_ASSERT(result.refused.empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, result.generation->targets.size());
    }
    void testLaterPluginOfAConflictIsLeftOutWithAllItsRoutes() {
        plugin("two", {get("/y", "user"), get("/x", "user")});
        plugin("one", {get("/x", "public")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT_EQUAL(std::string("GET /x belongs to one, which takes precedence; to give it to two, write "
                                         "[routes.owners] \"/x\" = \"two\""),
                             reason(result, "two"));
        CPPUNIT_ASSERT_EQUAL(std::string("one"), find(result, "/x")->plugin);
        CPPUNIT_ASSERT(find(result, "/y") == nullptr);
    }
    void testNamedPluginComesBeforeEarlierNames() {
        plugin("one", {get("/x", "public")});
        plugin("two", {get("/x", "user")});
        const Assembled result = assembled({"capabilities.users=two"});
        CPPUNIT_ASSERT_EQUAL(std::string("two"), find(result, "/x")->plugin);
        CPPUNIT_ASSERT(!reason(result, "one").empty() && reason(result, "two").empty());
    }
    void testOwnerKeepsThePathAndTheOtherKeepsTheRest() {
        plugin("one", {get("/x", "public"), get("/z", "public")});
        plugin("two", {get("/x", "user"), get("/y", "user")});
        const Assembled result = assembled({"routes.owners./x=two"});
        CPPUNIT_ASSERT(result.refused.empty());
        CPPUNIT_ASSERT_EQUAL(std::string("two"), find(result, "/x")->plugin);
        CPPUNIT_ASSERT(find(result, "/y") != nullptr && find(result, "/z") != nullptr);
    }
    // They were told apart by the names of their parameters: no owner was named, and none could be.
    void testPatternsOfOneShapeAreOnePath() {
        plugin("one", {get("/p/{a}", "public")});
        plugin("two", {get("/p/{b}", "user")});
        CPPUNIT_ASSERT_EQUAL(
            std::string("GET /p/{b} belongs to one as /p/{a}, which takes precedence; to give it to two, "
                        "write [routes.owners] \"/p/{b}\" = \"two\""),
            reason(assembled(), "two"));
        const Assembled owned = assembled({"routes.owners./p/{c}=two", "pages.guards./p/{d}=role:staff"});
        CPPUNIT_ASSERT(owned.refused.empty() && owned.warnings.empty() && owned.unserved.empty());
        CPPUNIT_ASSERT(find(owned, "/p/{a}") == nullptr);
        CPPUNIT_ASSERT(!find(owned, "/p/{b}")->extraGuard.admits(true, "guest"));
    }
    void testParametersMayHaveOtherNamesInOtherRoutes() {
        plugin("one", {get("/p/{a}/x", "public")});
        plugin("two", {get("/p/{b}/y", "public")});
        CPPUNIT_ASSERT(assembled().refused.empty());
    }
    void testRefusedPluginKeepsNoPathFromOthers() {
        plugin("a", {get("/x", "public")});
        plugin("b", {get("/y", "public"), get("/x", "public")});
        plugin("c", {get("/y", "public")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, result.refused.size());
        CPPUNIT_ASSERT_EQUAL(std::string("c"), find(result, "/y")->plugin);
    }
    void testOwnerWithoutARouteIsReported() {
        withPages();
        const Assembled result = assembled({"routes.owners./private=nobody"});
        CPPUNIT_ASSERT_EQUAL(
            std::string("routes.owners has \"/private\" = \"nobody\", but that plugin serves nothing there"),
            result.warnings.at(0));
        CPPUNIT_ASSERT_EQUAL(std::string("pages"), find(result, "/private")->plugin);
    }
    void testBadPathsAreReportedAllAtOnce() {
        portico_route small = get("/small", "public");
        small.method = PORTICO_STR("get");
        plugin("seed", {get("token", "public"), get("/x//y", "public"), small, get("/healthz", "public"),
                        get("/same", "public"), get("/same", "user")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT_EQUAL(std::string("the path \"token\" must start with a slash"), reason(result, "seed"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{5}, result.refused.at("seed").size());
        CPPUNIT_ASSERT(result.generation->targets.empty());
    }
    static const portico_route* throws(void*, std::size_t) { throw std::runtime_error("the sky falls"); }
    void testRoutesThatThrowKeepTheirPluginOut() {
        static constexpr portico_routes table{sizeof(portico_routes), 0, throws};
        registry_.add(PORTICO_ROUTES, {"thrower", {&table, nullptr}});
        CPPUNIT_ASSERT_EQUAL(std::string("its routes cannot be listed: the sky falls"), reason(assembled(), "thrower"));
    }
    static portico_status listTwice(void*, const portico_page_sink* out, portico_error* why) {
        listPages(nullptr, out, why);
        const portico_page again{sizeof(portico_page),  0, PORTICO_STR("private/index"), PORTICO_STR("/private"),
                                 PORTICO_STR("public"), {}};
        return out->take(out->ctx, &again);
    }
    void testTwoPagesWithOnePathLeaveTheFirst() {
        static constexpr portico_pages table{sizeof(portico_pages), 0, listTwice, noPage};
        registry_.add(PORTICO_PAGES, {"pages", {&table, nullptr}});
        const Assembled result = assembled();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, result.unserved.size());
        CPPUNIT_ASSERT(!find(result, "/private")->guard.admits(false, ""));
    }
    void testUnknownGuardIsClosedAndReported() {
        plugin("odd", {get("/odd", "everybody")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT(result.refused.empty());
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
    // A plugin built before portico_page had `fault` cannot report a page without a guard: its public pages may be such pages.
    void testConfigurationDecidesAboutPagesThatDoNotSay() {
        portico_page old = page("old", "/old", "public");
        old.size = offsetof(portico_page, fault);
        withPages({page("silent", "/silent", ""), old});
        const Assembled open = assembled();
        CPPUNIT_ASSERT(find(open, "/silent")->guard.admits(false, ""));
        CPPUNIT_ASSERT(find(open, "/old")->guard.admits(false, ""));
        const Assembled closed = assembled({"pages.default_access=role:staff"});
        for (const char* path : {"/silent", "/old"}) {
            CPPUNIT_ASSERT_MESSAGE(path, !find(closed, path)->guard.admits(true, "guest"));
            CPPUNIT_ASSERT_MESSAGE(path, find(closed, path)->guard.admits(true, "staff"));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, std::string("role:staff"), find(closed, path)->guardText);
        }
        CPPUNIT_ASSERT(find(closed, "/")->guard.admits(false, ""));
    }
    void testBrokenPageIsClosedAndTheRestServes() {
        withPages({page("odd", "/odd", "public", "odd.html:3: no"), page("_part", "", "", "_part.html: no")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT(result.warnings.empty());
        CPPUNIT_ASSERT(result.unserved == (std::vector<std::string>{"pages: odd.html:3: no", "pages: _part.html: no"}));
        CPPUNIT_ASSERT_EQUAL(std::string("odd.html:3: no"), find(result, "/odd")->fault);
        CPPUNIT_ASSERT_EQUAL(std::string("broken"), find(result, "/odd")->guardText);
        CPPUNIT_ASSERT(!find(result, "/odd")->guard.admits(true, "admin"));
        CPPUNIT_ASSERT(find(result, "/")->guard.admits(false, ""));
    }
    // It was a warning beside "the configuration is good", and the page that was meant stayed public.
    // A typo in "access: internal" made a page claim a path, and the plugin that renders it was refused with all its routes.
    void testBrokenPageClosesItsPathAndKeepsThePlugin() {
        withPages({page("book", "/book", "", "book.html:1: no")});
        plugin("books", {get("/book", "public"), get("/other", "public")});
        const Assembled result = assembled();
        CPPUNIT_ASSERT(result.refused.empty());
        CPPUNIT_ASSERT(result.unserved ==
                       (std::vector<std::string>{"pages: book.html:1: no",
                                                 "books: its route GET /book answers 500 until the page \"book\" there "
                                                 "is fixed"}));
        CPPUNIT_ASSERT_EQUAL(std::string("book.html:1: no"), find(result, "/book")->fault);
        CPPUNIT_ASSERT(find(result, "/other") != nullptr);
    }
    void testGuardForNothingIsReported() {
        const Assembled result = assembled({"pages.guards./nowhere=user"});
        CPPUNIT_ASSERT_EQUAL(
            std::string("pages.guards has a guard for /nowhere, but nothing is served there; correct the "
                        "path or remove the line"),
            result.unserved.at(0));
    }
    // "/docs/{page}" was called good, and guarded nothing of what the route serves.
    void testGuardWrittenAsAPatternNeedsARouteWithThatPattern() {
        plugin("docs", {get("/docs/{rest*}", "public"), get("/p/{a}", "public")});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, assembled({"pages.guards./docs/{page}=user"}).unserved.size());
        CPPUNIT_ASSERT(assembled({"pages.guards./p/{b}=user", "pages.guards./docs/{all*}=user"}).unserved.empty());
        CPPUNIT_ASSERT(assembled({"pages.guards./docs/inside=user"}).unserved.empty());
    }
    void testPublicUrlIsTakenApart() {
        const Assembled result = assembled({"server.public_url=https://www.example.org:8443"});
        CPPUNIT_ASSERT_EQUAL(std::string("https"), result.generation->site.scheme);
        CPPUNIT_ASSERT_EQUAL(std::string("www.example.org:8443"), result.generation->site.authority);
        CPPUNIT_ASSERT_EQUAL(std::string(), result.generation->site.base);
        CPPUNIT_ASSERT_EQUAL(std::string(), assembled().generation->site.authority);
        const Assembled based =
            assembled({"server.public_url=https://www.example.org/team/app", "server.public_path=removed"});
        CPPUNIT_ASSERT_EQUAL(std::string("www.example.org"), based.generation->site.authority);
        CPPUNIT_ASSERT_EQUAL(std::string("/team/app"), based.generation->site.base);
        CPPUNIT_ASSERT(!based.generation->site.baseIsKept && result.generation->site.baseIsKept);
    }

    static std::uint64_t sizeOf(const Assembled& result, std::string_view asset) {
        const auto found = result.generation->assets.find(asset, http::syntax::codingsFor({}));
        return found ? found->size : 0;
    }
    void testTypesAndFilesOfTheRootComeFromTheConfiguration() {
        const test::ScratchDir dir;
        dir.write("pages/_root/robots.txt", "1");
        dir.write("mime.types", "x/y zz\nbroken\n");
        const Assembled result =
            assembled({"pages.directories=" + (dir.path() / "pages").string(), "pages.guards./robots.txt=user",
                       "assets.mime_types=" + (dir.path() / "mime.types").string(), "assets.types.qq=q/q"});
        CPPUNIT_ASSERT(result.generation->rootFiles.find("robots.txt", http::syntax::codingsFor({})));
        CPPUNIT_ASSERT(result.generation->pathGuards.contains("/robots.txt"));
        for (const http::Assets* assets : {&result.generation->rootFiles, &result.generation->assets}) {
            CPPUNIT_ASSERT(assets->types().contentTypeOf("a.zz") == "x/y" &&
                           assets->types().contentTypeOf("a.qq") == "q/q");
        }
        CPPUNIT_ASSERT(result.refused.empty() && result.warnings.at(0).find("mime.types:2: ") != std::string::npos);
    }
    void testFilesOfThePluginsAreServedAfterThoseOfTheSite() {
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
    std::vector<portico_page> morePages_;
    std::deque<RoutesOf> plugins_;
    capabilities::Registry registry_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(AssembleTest);

} // namespace
