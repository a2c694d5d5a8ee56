// SPDX-License-Identifier: Apache-2.0
// Settings of plugins: unknown until the manifests are read, then as strictly checked as the host's.
#include "config/host_keys.h"
#include "config/layers.h"
#include "support/scratch_dir.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::config;
using portico::test::ScratchDir;

class PluginSettingsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginSettingsTest);
    CPPUNIT_TEST(testSettingsOfAnAbsentPluginAreOneWarning);
    CPPUNIT_TEST(testMistypedPluginIsAnsweredWithTheNearest);
    CPPUNIT_TEST(testUnknownSettingOfAnInstalledPluginIsAFault);
    CPPUNIT_TEST(testPluginIsASection);
    CPPUNIT_TEST(testSecretIsNotInAMessage);
    CPPUNIT_TEST(testOneDraftIsCheckedTwice);
    CPPUNIT_TEST(testPluginIsSwitchedOffEitherWay);
    CPPUNIT_TEST(testPluginGetsItsSettingsAsText);
    CPPUNIT_TEST_SUITE_END();

    ScratchDir dir_;
    Sources sources_{.main = dir_.path()};

    static Keys keys() {
        Keys keys = hostKeys();
        const std::vector<Declaration> settings{
            {.name = "greeting", .defaultText = "Hello", .sentence = "What it says."},
            {.name = "wait", .type = Type::duration, .defaultText = "5m", .sentence = "How long it waits."},
            {.name = "most", .type = Type::size, .defaultText = "1 KiB", .sentence = "How much it takes."},
            {.name = "loud", .type = Type::boolean, .defaultText = "false", .sentence = "How it says it."},
            {.name = "names", .type = Type::list, .defaultText = "a,b", .sentence = "Whom it greets."},
            {.name = "pin",
             .type = Type::integer,
             .defaultText = "0",
             .most = "9999",
             .sentence = "A code.",
             .secret = true},
        };
        CPPUNIT_ASSERT(keys.addPlugin("hello", settings).empty());
        return keys;
    }

    std::string at(const std::string& name) const { return (dir_.path() / name).string(); }

public:
    void testSettingsOfAnAbsentPluginAreOneWarning() {
        dir_.write("plugins.d/wiki_store.toml", "enabled = true\nfolder = '/x'\n");
        dir_.write("conf.d/1.toml", "[plugins.wiki_store]\n");
        const Outcome outcome = parse(sources_).check(keys());
        CPPUNIT_ASSERT(outcome.ok());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, outcome.warnings.size());
        const std::string rest =
            ": the plugin \"wiki_store\" is not installed, so its settings are ignored; install the "
            "plugin, or remove its settings";
        CPPUNIT_ASSERT_EQUAL(at("conf.d/1.toml:1:10") + rest, outcome.warnings[0].text());
        CPPUNIT_ASSERT_EQUAL(at("plugins.d/wiki_store.toml:1:1") + rest, outcome.warnings[1].text());
    }

    void testMistypedPluginIsAnsweredWithTheNearest() {
        dir_.write("plugins.d/helo.toml", "greeting = 'x'\n");
        const Outcome outcome = parse(sources_).check(keys());
        CPPUNIT_ASSERT_EQUAL(at("plugins.d/helo.toml:1:1") +
                                 ": the plugin \"helo\" is not installed, so its settings are ignored; did you mean "
                                 "plugins.hello?",
                             outcome.warnings.at(0).text());
    }

    void testUnknownSettingOfAnInstalledPluginIsAFault() {
        dir_.write("plugins.d/hello.toml", "gretting = 'x'\n");
        const Outcome outcome = parse(sources_).check(keys());
        CPPUNIT_ASSERT_EQUAL(at("plugins.d/hello.toml:1:1") +
                                 ": unknown key plugins.hello.gretting; did you mean plugins.hello.greeting?",
                             outcome.faults.at(0).text());
    }

    void testPluginIsASection() {
        sources_.sets = {"plugins.hello=no", "plugins.disabld=x"};
        const Outcome outcome = parse(sources_).check(keys());
        CPPUNIT_ASSERT_EQUAL(std::string("--set plugins.hello: plugins.hello is a section, not a key; write "
                                         "[plugins.hello] and its keys below it"),
                             outcome.faults.at(0).text());
        CPPUNIT_ASSERT_EQUAL(
            std::string("--set plugins.disabld: unknown key plugins.disabld; did you mean plugins.disabled?"),
            outcome.faults.at(1).text());
    }

    void testSecretIsNotInAMessage() {
        sources_.sets = {"plugins.hello.pin=hunter2", "plugins.hello.pin=12345"};
        const Outcome outcome = parse(sources_).check(keys());
        for (const Fault& fault : outcome.faults)
            CPPUNIT_ASSERT_EQUAL(
                std::string("--set plugins.hello.pin: plugins.hello.pin must be an integer from 0 to 9999, "
                            "not the given value; write for example --set plugins.hello.pin=0"),
                fault.text());
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, outcome.faults.size());
    }

    void testOneDraftIsCheckedTwice() {
        dir_.write("portico.toml", "plugins.directories = ['/x']\n[plugins.hello]\ngreeting = 'Hi'\n");
        const Draft draft = parse(sources_);
        const Outcome first = draft.check(hostKeys());
        CPPUNIT_ASSERT(first.ok());
        CPPUNIT_ASSERT(first.settings.list("plugins.directories") == List{"/x"});
        CPPUNIT_ASSERT_EQUAL(std::string("Hi"), draft.check(keys()).settings.string("plugins.hello.greeting"));
    }

    void testPluginIsSwitchedOffEitherWay() {
        const auto enabled = [&](std::vector<std::string> sets) {
            sources_.sets = std::move(sets);
            return parse(sources_).check(keys()).settings.isEnabled("hello");
        };
        CPPUNIT_ASSERT(enabled({}));
        CPPUNIT_ASSERT(!enabled({"plugins.hello.enabled=false"}));
        CPPUNIT_ASSERT(!enabled({"plugins.disabled=other,hello"}));
        CPPUNIT_ASSERT(!enabled({"plugins.disabled=hello", "plugins.hello.enabled=true"}));
        CPPUNIT_ASSERT(enabled({"plugins.disabled=other"}));
    }

    void testPluginGetsItsSettingsAsText() {
        const Settings settings = parse(sources_).check(keys()).settings;
        const auto text = [&](const char* name) { return settings.pluginText(std::string("plugins.hello.") + name); };
        CPPUNIT_ASSERT_EQUAL(std::string("Hello"), text("greeting"));
        CPPUNIT_ASSERT_EQUAL(std::string("300"), text("wait"));
        CPPUNIT_ASSERT_EQUAL(std::string("1024"), text("most"));
        CPPUNIT_ASSERT_EQUAL(std::string("false"), text("loud"));
        CPPUNIT_ASSERT_EQUAL(std::string("a\nb"), text("names"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginSettingsTest);
