// SPDX-License-Identifier: Apache-2.0
// The configuration as preferences: which plugins are named, which are disabled.
#include "config/draft.h"
#include "config/host_keys.h"
#include "loader/plan/plugin_preferences.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;

namespace {

config::Settings settingsWith(const std::vector<std::pair<std::string, std::string>>& values) {
    config::Keys keys = config::hostKeys();
    keys.addPlugin("news", {});
    config::Draft draft;
    const config::Origin origin{.level = config::Level::mainFile, .place = "a.toml", .line = 2, .column = 1};
    for (const auto& [name, value] : values)
        draft.assign({config::splitName(name), config::Untyped{value}, origin, origin});
    auto outcome = draft.check(keys);
    CPPUNIT_ASSERT(outcome.ok());
    return outcome.settings;
}

} // namespace

class PluginPreferencesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginPreferencesTest);
    CPPUNIT_TEST(testNamedProviderComesWithItsPlace);
    CPPUNIT_TEST(testListOfNamesIsAChain);
    CPPUNIT_TEST(testEmptyNameIsNoWish);
    CPPUNIT_TEST(testBothWaysOfSwitchingOffCount);
    CPPUNIT_TEST(testFiltersKeepTheirOrder);
    CPPUNIT_TEST_SUITE_END();

public:
    void testNamedProviderComesWithItsPlace() {
        const auto preferences = loader::preferencesOf(settingsWith({{"capabilities.users", "list"}}), {});
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, preferences.named.size());
        CPPUNIT_ASSERT_EQUAL(std::string("list"), preferences.named.at("portico.users/1").plugin);
        CPPUNIT_ASSERT_EQUAL(std::string("a.toml:2:1"), preferences.named.at("portico.users/1").place);
    }
    void testListOfNamesIsAChain() {
        const auto named = loader::preferencesOf(settingsWith({{"capabilities.auth", "form, header"}}), {}).named;
        const loader::NamedProvider& chain = named.at("portico.auth/1");
        CPPUNIT_ASSERT((std::vector<std::string>{"form", "header"}) == chain.all());
        CPPUNIT_ASSERT(chain.isChain() && chain.names("header") && !chain.names("head"));
        CPPUNIT_ASSERT_EQUAL(std::string("a.toml:2:1"), chain.place);
        const auto one = loader::preferencesOf(settingsWith({{"capabilities.auth", "form"}}), {}).named;
        CPPUNIT_ASSERT(!one.at("portico.auth/1").isChain());
    }
    void testEmptyNameIsNoWish() { CPPUNIT_ASSERT(loader::preferencesOf(settingsWith({}), {"news"}).named.empty()); }
    void testBothWaysOfSwitchingOffCount() {
        const auto settings = settingsWith({{"plugins.disabled", "list"}, {"plugins.news.enabled", "false"}});
        const auto preferences = loader::preferencesOf(settings, {"list", "memory", "news"});
        CPPUNIT_ASSERT(preferences.disabled == (std::set<std::string, std::less<>>{"list", "news"}));
    }
    void testFiltersKeepTheirOrder() {
        const auto filters = loader::preferencesOf(settingsWith({{"capabilities.filters", "b,a"}}), {}).filters;
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, filters.size());
        CPPUNIT_ASSERT(filters[0].plugin == "b" && filters[1].plugin == "a");
        CPPUNIT_ASSERT_EQUAL(std::string("a.toml:2:1"), filters[1].place);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginPreferencesTest);
