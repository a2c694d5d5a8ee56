// SPDX-License-Identifier: Apache-2.0
// The printed settings are complete, can be read back, and contain no secret.
#include "config/conf_file.h"
#include "config/draft.h"
#include "config/host_keys.h"
#include "config/show.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::config;

class ShowTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ShowTest);
    CPPUNIT_TEST(testTomlHasEveryKeyInItsSection);
    CPPUNIT_TEST(testOriginStandsBesideTheValue);
    CPPUNIT_TEST(testJsonHasValueOriginAndLevel);
    CPPUNIT_TEST(testSecretsAreHiddenInBothForms);
    CPPUNIT_TEST(testUnsetSecretIsSeenToBeUnset);
    CPPUNIT_TEST(testShownTomlReadsBackAsTheSameSettings);
    CPPUNIT_TEST(testOddFileNameCannotBreakTheComment);
    CPPUNIT_TEST_SUITE_END();

    static Keys keys() {
        Keys keys;
        keys.add({.name = "site.name", .defaultText = "A \"site\"", .sentence = "S."});
        keys.add({.name = "pages.guards", .type = Type::table, .sentence = "S.", .example = "'/a' = 'user'"});
        keys.add({.name = "pages.directories", .type = Type::list, .defaultText = "/a,/b", .sentence = "S."});
        const std::vector<Declaration> settings{
            {.name = "key", .sentence = "S.", .secret = true},
            {.name = "wait", .type = Type::duration, .defaultText = "60s", .sentence = "S."}};
        CPPUNIT_ASSERT(keys.addPlugin("signer", settings).empty());
        return keys;
    }

    static void assign(Draft& draft, Path path, Raw value, Origin origin) {
        draft.assign({std::move(path), std::move(value), origin, origin});
    }

    static Draft draft() {
        Draft draft;
        const Origin file{Level::mainFile, "/etc/portico/portico.toml", 3, 7};
        assign(draft, {"plugins", "signer", "key"}, std::string("hunter2"), {Level::credential, "credential k"});
        assign(draft, {"pages", "guards", "/a.b"}, std::string("user"), file);
        return draft;
    }

public:
    void testTomlHasEveryKeyInItsSection() {
        CPPUNIT_ASSERT_EQUAL(std::string("[site]\n"
                                         "name = \"A \\\"site\\\"\"\n"
                                         "\n"
                                         "[pages]\n"
                                         "directories = [\"/a\", \"/b\"]\n"
                                         "\n"
                                         "[plugins.signer]\n"
                                         "enabled = true\n"
                                         "key = \"***\"\n"
                                         "wait = \"1m\"\n"
                                         "\n"
                                         "[pages.guards]\n"
                                         "\"/a.b\" = \"user\"\n"),
                             showToml(draft().check(keys()).settings, false));
    }

    void testOriginStandsBesideTheValue() {
        const std::string text = showToml(draft().check(keys()).settings, true);
        for (const char* line : {"name = \"A \\\"site\\\"\"  # built-in default\n", "key = \"***\"  # credential k\n",
                                 "\"/a.b\" = \"user\"  # /etc/portico/portico.toml:3:7\n"})
            CPPUNIT_ASSERT_MESSAGE(text, text.find(line) != std::string::npos);
    }

    void testJsonHasValueOriginAndLevel() {
        CPPUNIT_ASSERT_EQUAL(
            std::string(
                "{\n"
                "  \"site.name\": {\"value\": \"A \\\"site\\\"\", \"origin\": \"built-in default\", \"level\": "
                "\"built-in\", \"applies\": \"reload\"},\n"
                "  \"pages.guards\": {\"value\": {\"/a.b\": \"user\"}, \"origin\": \"/etc/portico/portico.toml:3:7\", "
                "\"level\": \"main file\", \"applies\": \"reload\"},\n"
                "  \"pages.directories\": {\"value\": [\"/a\", \"/b\"], \"origin\": \"built-in default\", \"level\": "
                "\"built-in\", \"applies\": \"reload\"},\n"
                "  \"plugins.signer.enabled\": {\"value\": true, \"origin\": \"built-in default\", \"level\": "
                "\"built-in\", \"applies\": \"reload\"},\n"
                "  \"plugins.signer.key\": {\"value\": \"***\", \"origin\": \"credential k\", \"level\": "
                "\"credential\", \"applies\": \"reload\"},\n"
                "  \"plugins.signer.wait\": {\"value\": \"1m\", \"origin\": \"built-in default\", \"level\": "
                "\"built-in\", \"applies\": \"reload\"}\n"
                "}\n"),
            showJson(draft().check(keys()).settings));
    }

    void testSecretsAreHiddenInBothForms() {
        const Settings settings = draft().check(keys()).settings;
        CPPUNIT_ASSERT_EQUAL(std::string("hunter2"), settings.string("plugins.signer.key"));
        for (const std::string& text : {showToml(settings, false), showToml(settings, true), showJson(settings)})
            CPPUNIT_ASSERT_MESSAGE(text, text.find("hunter2") == std::string::npos);
    }

    void testUnsetSecretIsSeenToBeUnset() {
        const std::string text = showToml(Draft().check(keys()).settings, false);
        CPPUNIT_ASSERT_MESSAGE(text, text.find("key = \"\"\n") != std::string::npos);
    }

    void testShownTomlReadsBackAsTheSameSettings() {
        Draft changed;
        const Origin set{Level::commandLine, "--set"};
        assign(changed, {"server", "listen"}, Untyped{"[::1]:1,a:2"}, set);
        assign(changed, {"site", "name"}, Untyped{"\\ \" é ]] #"}, set);
        assign(changed, {"limits", "idle"}, Untyped{"90s"}, set);
        assign(changed, {"limits", "uri"}, Untyped{"1025 B"}, set);
        assign(changed, {"pages", "guards", "/a\"b"}, Untyped{"user"}, set);
        const Outcome first = changed.check(hostKeys());
        CPPUNIT_ASSERT(first.ok());
        const ConfFile shown = readConfFile(showToml(first.settings, true));
        CPPUNIT_ASSERT(!shown.error);
        Draft again;
        for (const Entry& entry : shown.entries)
            assign(again, entry.path, entry.value, Origin{Level::mainFile, "f", 1, 1});
        const Outcome second = again.check(hostKeys());
        CPPUNIT_ASSERT(second.ok());
        for (std::size_t i = 0; i < first.settings.all().size(); ++i)
            CPPUNIT_ASSERT_MESSAGE(first.settings.all()[i].key.name,
                                   first.settings.all()[i].value == second.settings.all()[i].value);
    }

    void testOddFileNameCannotBreakTheComment() {
        Draft odd;
        assign(odd, {"site", "name"}, std::string("x"), Origin{Level::dropIn, "/a\nb.toml", 1, 1});
        const std::string text = showToml(odd.check(keys()).settings, true);
        CPPUNIT_ASSERT_MESSAGE(text, text.find("# \"/a\\nb.toml:1:1\"\n") != std::string::npos);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ShowTest);
