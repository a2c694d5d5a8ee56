// SPDX-License-Identifier: Apache-2.0
// Needs: which provider each plugin gets, the start order, and what follows from a loss.
#include "loader/plan/order.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

using namespace portico::loader;

namespace {

const std::string users = "portico.users/1";

using Ids = std::vector<std::string>;

Wiring wiringOf(const std::vector<Candidate>& offered, const PluginPreferences& preferences = {}) {
    return wire(offered, select(offered, preferences));
}

const Wired& wired(const Wiring& wiring, const std::string& id) {
    const auto found = std::ranges::find(wiring.plugins, id, &Wired::id);
    CPPUNIT_ASSERT(found != wiring.plugins.end());
    return *found;
}

} // namespace

class OrderTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(OrderTest);
    CPPUNIT_TEST(testNeededPluginsStartFirstAndOthersByName);
    CPPUNIT_TEST(testCircleIsReportedAsAWhole);
    CPPUNIT_TEST(testPluginThatNeedsItselfIsACircle);
    CPPUNIT_TEST(testTwoCirclesAreBothReported);
    CPPUNIT_TEST(testNeedersOfACircleDoNotStart);
    CPPUNIT_TEST(testUnmetNeedRefusesThePlugin);
    CPPUNIT_TEST(testNeedOfARefusedPluginRefusesThePlugin);
    CPPUNIT_TEST(testNeedThatAPassedOverPluginCouldMeetSaysSo);
    CPPUNIT_TEST(testNeedsOfUnusedPluginsDoNotMatter);
    CPPUNIT_TEST(testLossSpreadsToDependents);
    CPPUNIT_TEST(testWishIsMetOrLeftOut);
    CPPUNIT_TEST(testLossDoesNotSpreadAlongWishes);
    CPPUNIT_TEST(testWishesStartFirstAndMakeCirclesToo);
    CPPUNIT_TEST(testNeedByNameIsMetByAPluginThatWasNotChosen);
    CPPUNIT_TEST(testUnmetNeedByNameSaysWhatToDo);
    CPPUNIT_TEST(testPluginThatNeedsItselfByNameIsACircle);
    CPPUNIT_TEST(testNeededPluginMustHaveItsVersion);
    CPPUNIT_TEST_SUITE_END();

public:
    void testNeededPluginsStartFirstAndOthersByName() {
        const std::vector<Wired> plugins{{"alpha", {{"x", "zulu"}}}, {"bravo"}, {"mike", {{"y", "alpha"}}}, {"zulu"}};
        CPPUNIT_ASSERT(startOrder(plugins).start == Ids({"bravo", "zulu", "alpha", "mike"}));
    }

    void testCircleIsReportedAsAWhole() {
        const std::vector<Wired> plugins{{"a", {{"x/1", "b"}}}, {"b", {{"y/1", "c"}}}, {"c", {{"z/1", "a"}}}, {"d"}};
        const Order order = startOrder(plugins);
        CPPUNIT_ASSERT(order.start == Ids({"d"}));
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, order.circular.size());
        CPPUNIT_ASSERT_EQUAL(std::string("needs x/1 of b, which needs y/1 of c, which needs z/1 of a: a cycle in which "
                                         "none can start first; remove one of them"),
                             order.circular[0].why);
        CPPUNIT_ASSERT(
            order.circular[1].why.starts_with("needs y/1 of c, which needs z/1 of a, which needs x/1 of b:"));
    }

    void testPluginThatNeedsItselfIsACircle() {
        const std::vector<Wired> plugins{{"a", {{"x/1", "a"}}}};
        const Order order = startOrder(plugins);
        CPPUNIT_ASSERT(order.start.empty());
        CPPUNIT_ASSERT(order.circular.at(0).why.starts_with("needs x/1 of a: a cycle"));
    }

    void testTwoCirclesAreBothReported() {
        const std::vector<Wired> plugins{
            {"a", {{"x", "b"}}}, {"b", {{"x", "a"}}}, {"c", {{"x", "d"}}}, {"d", {{"x", "c"}}}};
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, startOrder(plugins).circular.size());
    }

    void testNeedersOfACircleDoNotStart() {
        const std::vector<Wired> plugins{{"a", {{"x", "b"}}}, {"b", {{"x", "a"}}}, {"c", {{"x", "a"}}}};
        const Order order = startOrder(plugins);
        CPPUNIT_ASSERT(order.start.empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, order.circular.size());
    }

    void testUnmetNeedRefusesThePlugin() {
        const Wiring wiring = wiringOf({{"page", {"portico.routes/1"}, {users}}, {"news", {"portico.routes/1"}}});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, wiring.plugins.size());
        CPPUNIT_ASSERT_EQUAL(std::string("needs portico.users/1, which no installed plugin provides; install one that "
                                         "does, or add \"page\" to plugins.disabled"),
                             wiring.lost.at(0).why);
    }

    void testNeedOfARefusedPluginRefusesThePlugin() {
        const Wiring wiring = wiringOf({{"page", {"portico.routes/1"}, {users}}, {"list", {users}, {}, true}});
        CPPUNIT_ASSERT(wiring.plugins.empty());
        CPPUNIT_ASSERT_EQUAL(std::string("page"), wiring.lost.at(0).id);
        CPPUNIT_ASSERT_EQUAL(std::string("needs portico.users/1 of list, which was refused; fix that plugin"),
                             wiring.lost.at(0).why);
    }

    void testNeedThatAPassedOverPluginCouldMeetSaysSo() {
        const std::vector<Candidate> offered{{"both", {users, "portico.sessions/1"}},
                                             {"memory", {"portico.sessions/1"}},
                                             {"page", {"portico.routes/1"}, {users}}};
        const Wiring wiring = wiringOf(offered, {.named = {{"portico.sessions/1", {"memory"}}}});
        CPPUNIT_ASSERT_EQUAL(
            std::string("needs portico.users/1, which both could provide, but it is not used: portico.sessions/1 comes "
                        "from memory; write capabilities.users = \"both\" and enable it, or add \"page\" to "
                        "plugins.disabled"),
            wiring.lost.at(0).why);
    }

    void testNeedsOfUnusedPluginsDoNotMatter() {
        const Wiring wiring =
            wiringOf({{"page", {"portico.routes/1"}, {users}}, {"news", {"portico.routes/1"}}}, {.disabled = {"page"}});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, wiring.plugins.size());
        CPPUNIT_ASSERT(wiring.lost.empty());
    }

    void testLossSpreadsToDependents() {
        const std::vector<Wired> plugins{{"a", {{"x", "b"}}}, {"b", {{"y", "c"}}}, {"c"}, {"d"}};
        const auto lost = dependents(plugins, {"c"});
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, lost.size());
        CPPUNIT_ASSERT_EQUAL(std::string("needs y of c, which was refused; fix that plugin"), lost[0].why);
        CPPUNIT_ASSERT_EQUAL(std::string("a"), lost[1].id);
        CPPUNIT_ASSERT_EQUAL(std::string("needs x of b, which cannot run; fix that plugin"), lost[1].why);
    }

    void testWishIsMetOrLeftOut() {
        const std::vector<Candidate> offered{{.id = "page", .wants = {users, "a.b/1", users + "@gone"}},
                                             {"list", {users}}};
        const Wiring wiring = wiringOf(offered);
        CPPUNIT_ASSERT(wiring.lost.empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, wired(wiring, "page").needs.size());
        CPPUNIT_ASSERT_EQUAL(std::string("portico.users/1 of list"), wired(wiring, "page").needs[0].text());
        CPPUNIT_ASSERT(wired(wiring, "page").needs[0].isOptional);
        CPPUNIT_ASSERT(wired(wiringOf(offered, {.disabled = {"list"}}), "page").needs.empty());
    }

    void testLossDoesNotSpreadAlongWishes() {
        const std::vector<Wired> plugins{{"a", {{"x", "b", true}}}, {"b", {{"y", "c"}}}, {"c"}};
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, dependents(plugins, {"c"}).size());
    }

    void testWishesStartFirstAndMakeCirclesToo() {
        CPPUNIT_ASSERT(startOrder(std::vector<Wired>{{"a", {{"x", "b", true}}}, {"b"}}).start == Ids({"b", "a"}));
        const Order order = startOrder(std::vector<Wired>{{"a", {{"x/1", "b", true}}}, {"b", {{{}, "a"}}}});
        CPPUNIT_ASSERT(order.circular.at(0).why.starts_with("wants x/1 of b, which needs the plugin a: a cycle"));
    }

    void testNeedByNameIsMetByAPluginThatWasNotChosen() {
        const std::vector<Candidate> offered{{"chain", {users}, {users + "@file", users + "@list"}},
                                             {"file", {users, "portico.routes/1"}},
                                             {"list", {users}},
                                             {"other", {users}}};
        const Selection selection = select(offered, {.named = {{users, {"chain"}}}});
        CPPUNIT_ASSERT(selection.used == Ids({"chain", "file", "list"}));
        CPPUNIT_ASSERT((selection.inner == std::set<std::string, std::less<>>{"file", "list"}));
        CPPUNIT_ASSERT_EQUAL(std::string("chain"), selection.providers.at(users));
        CPPUNIT_ASSERT(startOrder(wire(offered, selection).plugins).start == Ids({"file", "list", "chain"}));
    }

    void testUnmetNeedByNameSaysWhatToDo() {
        const auto why = [](const std::vector<Candidate>& others, const PluginPreferences& preferences = {}) {
            std::vector<Candidate> offered{{"page", {"portico.routes/1"}, {users + "@list"}}};
            offered.insert(offered.end(), others.begin(), others.end());
            return wiringOf(offered, preferences).lost.at(0).why;
        };
        const std::string start = "needs portico.users/1 of list, which ",
                          end = ", or add \"page\" to plugins.disabled";
        CPPUNIT_ASSERT_EQUAL(start + "is not installed; install it" + end, why({}));
        CPPUNIT_ASSERT_EQUAL(start + "does not provide it; name a plugin that does" + end, why({{"list", {"a.b/1"}}}));
        CPPUNIT_ASSERT_EQUAL(start + "is disabled; enable it" + end, why({{"list", {users}}}, {.disabled = {"list"}}));
        CPPUNIT_ASSERT_EQUAL(start + "is disabled by `portico plugins disable`; enable it" + end,
                             why({{"list", {users}}}, {.disabled = {"list"}, .switchedOff = {"list"}}));
        CPPUNIT_ASSERT_EQUAL(start + "was refused; fix that plugin", why({{"list", {users}, {}, true}}));
    }

    void testPluginThatNeedsItselfByNameIsACircle() {
        const Wiring wiring = wiringOf({{"chain", {users}, {users + "@chain"}}});
        CPPUNIT_ASSERT(
            startOrder(wiring.plugins).circular.at(0).why.starts_with("needs portico.users/1 of chain: a cycle"));
    }

    void testNeededPluginMustHaveItsVersion() {
        const auto wiring = [](std::string version, const PluginPreferences& preferences = {}) {
            Candidate page{.id = "page", .provides = {"portico.routes/1"}};
            page.neededPlugins.push_back({"blog", VersionRange::read(">=1.2 <2").value()});
            return wiringOf({page, {.id = "blog", .version = std::move(version)}}, preferences);
        };
        CPPUNIT_ASSERT_EQUAL(std::string("the plugin blog"), wired(wiring("1.4"), "page").needs.at(0).text());
        const std::string start = "needs the plugin blog >=1.2 <2, ", end = ", or add \"page\" to plugins.disabled";
        CPPUNIT_ASSERT_EQUAL(start + "but 2.0 is installed; install another version of blog or of page" + end,
                             wiring("2.0").lost.at(0).why);
        CPPUNIT_ASSERT_EQUAL(
            start + "whose version \"new\" is not one to compare, such as 1.2.0; install one that has it" + end,
            wiring("new").lost.at(0).why);
        CPPUNIT_ASSERT_EQUAL(start + "which is disabled; enable it" + end,
                             wiring("1.4", {.disabled = {"blog"}}).lost.at(0).why);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(OrderTest);
