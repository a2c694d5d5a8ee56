// SPDX-License-Identifier: Apache-2.0
// The choice of providers: a table of installations and preferences with the expected result.
#include "loader/plan/selection.h"
#include "loader/plan/wiring.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>

using namespace portico::loader;

namespace {

const std::string routes = "portico.routes/1", auth = "portico.auth/1", users = "portico.users/1",
                  sessions = "portico.sessions/1", filter = "portico.filter/1";

// A store with users and sessions, one with users, one with sessions, two kinds of login, and pages with routes only.
const std::vector<Candidate> installed{{"both", {users, sessions}}, {"form", {auth, routes}},
                                       {"header", {auth, routes}},  {"list", {users}},
                                       {"memory", {sessions}},      {"news", {routes}}};

struct Case {
    const char* what;
    std::map<std::string, NamedProvider, std::less<>> named;
    std::set<std::string, std::less<>> disabled;
    std::string used;      // ids separated by spaces
    std::string providers; // of users and sessions
    std::size_t faults;
};

std::string spaced(const std::vector<std::string>& ids) {
    std::string text;
    for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
    return text;
}

std::string providerOf(const Selection& selection, const std::string& capability) {
    const auto found = selection.providers.find(capability);
    return found == selection.providers.end() ? "-" : found->second;
}

const std::vector<Case> cases{
    {"one name is enough for everything that its plugin provides",
     {{users, {"both"}}, {auth, {"form"}}},
     {},
     "both form news",
     "both both",
     0},
    {"the other store passes over the one with both, so that sessions have one candidate",
     {{users, {"list"}}, {auth, {"form"}}},
     {},
     "form list memory news",
     "list memory",
     0},
    {"two names override the preference for one plugin",
     {{users, {"both"}}, {sessions, {"memory"}}, {auth, {"header"}}},
     {},
     "both header memory news",
     "both memory",
     0},
    {"the only ones left after others were disabled",
     {},
     {"both", "header"},
     "form list memory news",
     "list memory",
     0},
    {"two logins and none named", {{users, {"both"}}}, {}, "both form header news", "both both", 1},
    {"none named at all", {}, {}, "both form header list memory news", "- -", 3},
    {"a name that is not installed", {{users, {"lust"}}, {auth, {"form"}}}, {}, "form memory news", "- memory", 1},
    {"a name that is disabled", {{users, {"list"}}, {auth, {"form"}}}, {"list"}, "form memory news", "- memory", 1},
    {"a name of something else", {{users, {"news"}}, {auth, {"form"}}}, {}, "form memory news", "- memory", 1},
};

} // namespace

class SelectionTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SelectionTest);
    CPPUNIT_TEST(testEveryCaseOfTheTable);
    CPPUNIT_TEST(testAmbiguityNamesTheLineToWrite);
    CPPUNIT_TEST(testNamedRefusedPluginIsAFault);
    CPPUNIT_TEST(testRefusedRivalLeavesTheOtherOne);
    CPPUNIT_TEST(testLoginThatIsNotInChargeServesNoRoutes);
    CPPUNIT_TEST(testChainHasAllItsMembersInTheOrderOfTheConfiguration);
    CPPUNIT_TEST(testChainWithoutOneOfItsMembersDoesNotExist);
    CPPUNIT_TEST(testChainWithAQuarantinedMemberDoesNotExist);
    CPPUNIT_TEST(testPluginThatIsTwiceInAChainIsAFault);
    CPPUNIT_TEST(testOnlyTheHostMayAskAChain);
    CPPUNIT_TEST(testForeignCapabilityHasOneProviderToo);
    CPPUNIT_TEST(testMailIsChosenWhenAPluginNeedsIt);
    CPPUNIT_TEST(testNamedPluginHasNoRivals);
    CPPUNIT_TEST(testPluginThatComposesOthersIsTheProvider);
    CPPUNIT_TEST(testOnlyListedFiltersAreUsed);
    CPPUNIT_TEST(testEveryFaultOfTheListOfFiltersIsReported);
    CPPUNIT_TEST(testAQuarantinedFilterIsNoFault);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEveryCaseOfTheTable() {
        for (const Case& one : cases) {
            const Selection selection = select(installed, {.named = one.named, .disabled = one.disabled});
            CPPUNIT_ASSERT_EQUAL_MESSAGE(one.what, one.used, spaced(selection.used));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(one.what, one.providers,
                                         providerOf(selection, users) + ' ' + providerOf(selection, sessions));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(one.what, one.faults, selection.faults.size());
            CPPUNIT_ASSERT_EQUAL_MESSAGE(one.what, installed.size(), selection.used.size() + selection.idle.size());
        }
    }

    void testAmbiguityNamesTheLineToWrite() {
        const Selection selection = select(installed, {.named = {{users, {"both"}}}});
        CPPUNIT_ASSERT_EQUAL(
            std::string("portico.auth/1 is provided by form, header; name one of them in capabilities.auth"),
            selection.faults.at(0));
    }

    void testNamedRefusedPluginIsAFault() {
        const std::vector<Candidate> offered{{.id = "list", .provides = {users}, .isRefused = true}};
        const Selection selection = select(offered, {.named = {{users, {"list", "/etc/portico/portico.toml:3:1"}}}});
        CPPUNIT_ASSERT_EQUAL(std::string("/etc/portico/portico.toml:3:1: capabilities.users names \"list\", which was "
                                         "refused; fix it or name another plugin"),
                             selection.faults.at(0));
        CPPUNIT_ASSERT(selection.used.empty() && selection.idle.empty());
    }

    void testRefusedRivalLeavesTheOtherOne() {
        const std::vector<Candidate> offered{{.id = "both", .provides = {users}, .isRefused = true},
                                             {.id = "list", .provides = {users}}};
        const Selection selection = select(offered, {});
        CPPUNIT_ASSERT_EQUAL(std::string("list"), providerOf(selection, users));
        CPPUNIT_ASSERT(selection.faults.empty());
    }

    void testLoginThatIsNotInChargeServesNoRoutes() {
        const Selection selection = select(installed, {.named = {{auth, {"form"}}, {users, {"both"}}}});
        const auto header = std::ranges::find(selection.idle, "header", &UnusedPlugin::id);
        CPPUNIT_ASSERT(header != selection.idle.end());
        CPPUNIT_ASSERT_EQUAL(std::string("is not used: portico.auth/1 comes from form"), header->why);
    }

    static Selection chainOf(const std::vector<Candidate>& offered, const NamedProvider& logins) {
        return select(offered, {.named = {{auth, logins}, {users, {"both"}}}});
    }

    void testChainHasAllItsMembersInTheOrderOfTheConfiguration() {
        const Selection selection = chainOf(installed, {"header", "", {"form"}});
        CPPUNIT_ASSERT_EQUAL(std::string("header form"), spaced(selection.chains.at(auth)));
        CPPUNIT_ASSERT_EQUAL(std::string("-"), providerOf(selection, auth));
        CPPUNIT_ASSERT_EQUAL(std::string("both form header news"), spaced(selection.used));
        CPPUNIT_ASSERT(selection.faults.empty());
        std::vector<Candidate> more = installed;
        more.push_back({"third", {auth}});
        const Selection without = chainOf(more, {"header", "", {"form"}});
        const auto third = std::ranges::find(without.idle, "third", &UnusedPlugin::id);
        CPPUNIT_ASSERT_EQUAL(std::string("is not used: portico.auth/1 comes from header, form"), third->why);
    }

    // Every fault is reported, and the place is that of the list.
    void testChainWithoutOneOfItsMembersDoesNotExist() {
        const Selection selection = chainOf(installed, {"form", "a.toml:3:1", {"lust", "news"}});
        CPPUNIT_ASSERT(!selection.chains.contains(auth) && providerOf(selection, auth) == "-");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, selection.faults.size());
        CPPUNIT_ASSERT_EQUAL(std::string("a.toml:3:1: capabilities.auth names \"lust\", which is not installed; "
                                         "installed providers are form, header"),
                             selection.faults.at(0));
        CPPUNIT_ASSERT_EQUAL(std::string("a.toml:3:1: capabilities.auth names \"news\", which does not provide "
                                         "portico.auth/1; installed providers are form, header"),
                             selection.faults.at(1));
    }

    void testChainWithAQuarantinedMemberDoesNotExist() {
        for (const std::string lost : {"form", "header"}) {
            std::vector<Candidate> offered = installed;
            const auto member = std::ranges::find(offered, lost, &Candidate::id);
            member->isRefused = member->isQuarantined = true;
            const Selection selection = chainOf(offered, {"form", "", {"header"}});
            CPPUNIT_ASSERT(!selection.chains.contains(auth) && providerOf(selection, auth) == "-");
            CPPUNIT_ASSERT(selection.faults.empty()); // the rest serves
        }
    }

    void testPluginThatIsTwiceInAChainIsAFault() {
        const Selection selection = chainOf(installed, {"form", "a.toml:3:1", {"form"}});
        CPPUNIT_ASSERT(!selection.chains.contains(auth));
        CPPUNIT_ASSERT_EQUAL(std::string("a.toml:3:1: capabilities.auth names \"form\", which is in the list twice; "
                                         "remove one of the two"),
                             selection.faults.at(0));
    }

    void testOnlyTheHostMayAskAChain() {
        std::vector<Candidate> offered = installed;
        offered.push_back({"spy", {routes}, {auth}});
        const Wiring alone = wire(offered, chainOf(offered, {"form"}));
        CPPUNIT_ASSERT(alone.lost.empty());
        const Wiring chained = wire(offered, chainOf(offered, {"form", "", {"header"}}));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, chained.lost.size());
        CPPUNIT_ASSERT_EQUAL(
            std::string("needs portico.auth/1, which several plugins provide together; only the host may ask "
                        "them: name one of them in capabilities.auth, or add \"spy\" to plugins.disabled"),
            chained.lost.at(0).why);
    }

    void testMailIsChosenWhenAPluginNeedsIt() {
        const std::string mail = "portico.mail/1";
        std::vector<Candidate> offered{{"dove", {mail}}, {"raven", {mail, routes}}, {"shop", {routes}}};
        const Selection open = select(offered, {});
        CPPUNIT_ASSERT(open.faults.empty() && !open.providers.contains(mail));
        CPPUNIT_ASSERT_EQUAL(std::string("shop"), spaced(open.used));
        CPPUNIT_ASSERT_EQUAL(std::string("is not used: no plugin needs portico.mail/1, and several provide it"),
                             open.idle.at(0).why);
        CPPUNIT_ASSERT_EQUAL(std::string("dove shop"), spaced(select(offered, {.named = {{mail, {"dove"}}}}).used));
        CPPUNIT_ASSERT_EQUAL(std::string("dove shop"), spaced(select(offered, {.disabled = {"raven"}}).used));

        offered[2].needs = {mail};
        CPPUNIT_ASSERT_EQUAL(
            std::string("portico.mail/1 is provided by dove, raven; name one of them in capabilities.mail"),
            select(offered, {}).faults.at(0));
        CPPUNIT_ASSERT_EQUAL(std::string("raven"), providerOf(select(offered, {.named = {{mail, {"raven"}}}}), mail));
    }

    void testForeignCapabilityHasOneProviderToo() {
        const std::vector<Candidate> offered{{"dove", {"org.example.mail/1"}}, {"raven", {"org.example.mail/1"}}};
        const std::vector<UnusablePlugin> both = conflictingProviders(offered, {});
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, both.size());
        CPPUNIT_ASSERT_EQUAL(
            std::string(
                "is left out: org.example.mail/1 is provided by dove, raven; add all but one to plugins.disabled"),
            both.at(1).why);
        CPPUNIT_ASSERT(conflictingProviders(offered, {.disabled = {"dove"}}).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("raven"),
                             providerOf(select(offered, {.disabled = {"dove"}}), "org.example.mail/1"));
    }

    void testPluginThatComposesOthersIsTheProvider() {
        const std::string mail = "org.example.mail/1";
        const std::vector<Candidate> offered{
            {"both", {mail}, {mail + "@dove", mail + "@raven"}}, {"dove", {mail}}, {"raven", {mail}}};
        CPPUNIT_ASSERT(conflictingProviders(offered, {}).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("both"), providerOf(select(offered, {}), mail));
        CPPUNIT_ASSERT_EQUAL(std::string("both dove raven"), spaced(select(offered, {}).used));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, conflictingProviders(offered, {.disabled = {"both"}}).size());
        const std::vector<Candidate> named{
            {"a", {routes}, {mail + "@dove"}}, {"b", {routes}, {mail + "@raven"}}, {"dove", {mail}}, {"raven", {mail}}};
        CPPUNIT_ASSERT(conflictingProviders(named, {}).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("-"), providerOf(select(named, {}), mail));
        CPPUNIT_ASSERT_EQUAL(std::string("raven"), providerOf(select(named, {.disabled = {"b"}}), mail));
    }

    void testNamedPluginHasNoRivals() {
        const std::vector<Candidate> offered{{"dove", {"org.example.mail/1", users}},
                                             {"raven", {"org.example.mail/1"}}};
        CPPUNIT_ASSERT(conflictingProviders(offered, {.named = {{users, {"dove"}}}}).empty());
        CPPUNIT_ASSERT(conflictingProviders(installed, {}).empty());
    }

    void testOnlyListedFiltersAreUsed() {
        const std::vector<Candidate> offered{
            {"cors", {filter}}, {"gate", {filter, routes}}, {"mill", {filter, routes}}, {"store", {filter, users}}};
        const Selection selection = select(offered, {.filters = {{"mill"}, {"cors"}}});
        CPPUNIT_ASSERT_EQUAL(std::string("cors mill store"), spaced(selection.used));
        CPPUNIT_ASSERT(selection.faults.empty() && conflictingProviders(offered, {}).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("gate"), selection.idle.at(0).id);
        CPPUNIT_ASSERT_EQUAL(std::string("is not used: capabilities.filters does not list it"),
                             selection.idle.at(0).why);
    }

    void testEveryFaultOfTheListOfFiltersIsReported() {
        const std::vector<Candidate> offered{
            {"cors", {filter}}, {"list", {users}}, {.id = "bad", .provides = {filter}, .isRefused = true}};
        const std::string start = "a.toml:3:1: capabilities.filters names ";
        const NamedProvider cors{"cors", "a.toml:3:1"};
        const Selection selection = select(
            offered, {.filters = {cors, {"none", "a.toml:3:1"}, {"list", "a.toml:3:1"}, {"bad", "a.toml:3:1"}, cors}});
        const std::vector<std::string> expected{
            start + "\"cors\", which is there twice; remove one of them",
            start + "\"none\", which is not installed; installed providers are cors",
            start + "\"list\", which does not provide portico.filter/1; installed providers are cors",
            start + "\"bad\", which was refused; fix it or name another plugin"};
        CPPUNIT_ASSERT(expected == selection.faults);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, select(offered, {.filters = {cors}, .disabled = {"cors"}}).faults.size());
    }

    void testAQuarantinedFilterIsNoFault() {
        const std::vector<Candidate> offered{
            {.id = "cors", .provides = {filter}, .isRefused = true, .isQuarantined = true}};
        const Selection selection = select(offered, {.filters = {{"cors"}}});
        CPPUNIT_ASSERT(selection.faults.empty() && selection.used.empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SelectionTest);
