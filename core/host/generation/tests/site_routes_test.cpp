// SPDX-License-Identifier: Apache-2.0
// Which route or page gets a path, in the order of precedence, and the messages about those that are left out.
#include "assemble_fixture.h"

using namespace portico;
using namespace portico::host::test;
using host::Assembled;

namespace {

class SiteRoutesTest : public AssembleFixture {
    CPPUNIT_TEST_SUITE(SiteRoutesTest);
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
    CPPUNIT_TEST(testBrokenPageClosesItsPathAndKeepsThePlugin);
    CPPUNIT_TEST_SUITE_END();

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
            std::string("GET /p/{b} belongs to one as /p/{a}, which takes precedence; to give it to two, write "
                        "[routes.owners] \"/p/{b}\" = \"two\""),
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
};

CPPUNIT_TEST_SUITE_REGISTRATION(SiteRoutesTest);

} // namespace
