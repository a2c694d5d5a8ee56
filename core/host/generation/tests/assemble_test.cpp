// SPDX-License-Identifier: Apache-2.0
// From started plugins to the snapshot: pages and routes with their guards, and what comes from the configuration.
#include "assemble_fixture.h"
#include "support/scratch_dir.h"

using namespace portico;
using namespace portico::host::test;
using host::Assembled;

namespace {

class AssembleTest : public AssembleFixture {
    CPPUNIT_TEST_SUITE(AssembleTest);
    CPPUNIT_TEST(testPagesAndRoutesAreServed);
    CPPUNIT_TEST(testUnknownGuardIsClosedAndReported);
    CPPUNIT_TEST(testGuardOfTheConfigurationIsAddedToThatOfThePage);
    CPPUNIT_TEST(testConfigurationDecidesAboutPagesThatDoNotSay);
    CPPUNIT_TEST(testBrokenPageIsClosedAndTheRestServes);
    CPPUNIT_TEST(testGuardForNothingIsReported);
    CPPUNIT_TEST(testGuardWrittenAsAPatternNeedsARouteWithThatPattern);
    CPPUNIT_TEST(testPublicUrlIsTakenApart);
    CPPUNIT_TEST(testTypesAndFilesOfTheRootComeFromTheConfiguration);
    CPPUNIT_TEST(testFilesOfThePluginsAreServedAfterThoseOfTheSite);
    CPPUNIT_TEST(testListedFiltersAreUsedInTheirOrder);
    CPPUNIT_TEST_SUITE_END();

    void testListedFiltersAreUsedInTheirOrder() {
        const portico_filter both{sizeof(portico_filter),
                                  0,
                                  [](void*, portico_exchange*, portico_rewrite*, portico_error*) { return PORTICO_OK; },
                                  nullptr,
                                  [](void*, portico_exchange*, portico_head*, portico_error*) { return PORTICO_OK; },
                                  nullptr};
        for (const char* id : {"a", "b", "c"}) registry_.add(PORTICO_FILTER, {id, {&both, nullptr}});
        const auto filters = assembled({"capabilities.filters=c,a"}).generation->filters;
        CPPUNIT_ASSERT(filters.admitted.empty() && filters.end.empty() && filters.missing.empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, filters.request.size());
        CPPUNIT_ASSERT(filters.request[0].plugin() == "c" && filters.request[1].plugin() == "a");
        CPPUNIT_ASSERT(filters.head[0].plugin() == "a" && filters.head[1].plugin() == "c");
        CPPUNIT_ASSERT_EQUAL(std::string("lost"),
                             assembled({"capabilities.filters=a,lost"}).generation->filters.missing);
        CPPUNIT_ASSERT(assembled().generation->filters.request.empty());
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
};

CPPUNIT_TEST_SUITE_REGISTRATION(AssembleTest);

} // namespace
