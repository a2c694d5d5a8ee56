// SPDX-License-Identifier: Apache-2.0
// Needs: which provider each plugin gets, the start order, and what follows from a loss.
#include "loader/plan/order.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::loader;

namespace {

const std::string users = "portico.users/1";

using Ids = std::vector<std::string>;

Wiring wiringOf(const std::vector<Candidate>& offered, const PluginPreferences& preferences = {}) {
    return wire(offered, select(offered, preferences));
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
};

CPPUNIT_TEST_SUITE_REGISTRATION(OrderTest);
