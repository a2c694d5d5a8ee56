// SPDX-License-Identifier: Apache-2.0
// Declarations of keys: valid ones, refused ones, and those of plugins.
#include "config/keys.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdexcept>

using namespace portico::config;

class KeysTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(KeysTest);
    CPPUNIT_TEST(testDefaultsAreReadByType);
    CPPUNIT_TEST(testTypesHaveOneNameEach);
    CPPUNIT_TEST(testNamesThatNoVariableCanSpellAreRefused);
    CPPUNIT_TEST(testDefaultThatIsNotOfTheTypeIsRefused);
    CPPUNIT_TEST(testDefaultBeyondItsLimitsIsRefused);
    CPPUNIT_TEST(testLimitsOfAnotherTypeAreRefused);
    CPPUNIT_TEST(testKeyWithoutSentenceIsRefused);
    CPPUNIT_TEST(testKeyIsDeclaredOnce);
    CPPUNIT_TEST(testKeyInsideAKeyIsRefused);
    CPPUNIT_TEST(testPluginSettingsBecomeKeys);
    CPPUNIT_TEST(testEveryPluginCanBeSwitchedOff);
    CPPUNIT_TEST(testAllFaultyPluginSettingsAreNamedAndNoneIsAdded);
    CPPUNIT_TEST(testPluginCannotTakeANameOfTheHost);
    CPPUNIT_TEST(testNearestKeyKnowsTheRightWordInTheWrongSection);
    CPPUNIT_TEST_SUITE_END();

    static std::string problem(Declaration declaration) {
        if (declaration.name.empty()) declaration.name = "a.b";
        if (declaration.sentence.empty()) declaration.sentence = "Says something.";
        const auto made = makeKey(std::move(declaration));
        const auto* text = std::get_if<std::string>(&made);
        return text == nullptr ? "" : *text;
    }

    static Value defaultText(Type type, const std::string& text) {
        return std::get<Key>(makeKey({.name = "a.b", .type = type, .defaultText = text, .sentence = "S."}))
            .defaultValue;
    }

public:
    void testDefaultsAreReadByType() {
        CPPUNIT_ASSERT(defaultText(Type::text, "a,b") == Value{std::string("a,b")});
        CPPUNIT_ASSERT(defaultText(Type::integer, "16") == Value{std::int64_t{16}});
        CPPUNIT_ASSERT(defaultText(Type::boolean, "true") == Value{true});
        CPPUNIT_ASSERT(defaultText(Type::duration, "5m") == Value{std::int64_t{300}});
        CPPUNIT_ASSERT(defaultText(Type::size, "1 KiB") == Value{std::int64_t{1024}});
        CPPUNIT_ASSERT(defaultText(Type::list, "a, b") == Value(List{"a", "b"}));
        CPPUNIT_ASSERT(defaultText(Type::list, "") == Value{List{}});
        CPPUNIT_ASSERT(defaultText(Type::path, "") == Value{std::string()});
    }

    void testTypesHaveOneNameEach() {
        for (const char* name : {"string", "integer", "number", "boolean", "duration", "size", "path", "enum", "list",
                                 "list of integers", "list of durations", "list of sizes", "list of paths",
                                 "list of enums", "table", "list of tables", "map"}) {
            const TypeOf type = typeNamed(name).value();
            CPPUNIT_ASSERT_EQUAL(std::string_view(name), typeName(type.type, type.item));
        }
        CPPUNIT_ASSERT(!typeNamed("text"));
    }

    void testNamesThatNoVariableCanSpellAreRefused() {
        for (const char* name : {"alone", "a.B", "a.b-c", "a.b__c", "a.b_", "a._b", "a.1", "a..b", "a.\xc3\xa9"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(
                name,
                std::string(
                    "its name must be lower-case letters, digits and single underscores, and begin with a letter"),
                problem({.name = name}));
        CPPUNIT_ASSERT_EQUAL(
            std::string("its name must not be \"file\", which is reserved for PORTICO_..__FILE; call it \"path\""),
            problem({.name = "a.file"}));
        CPPUNIT_ASSERT_EQUAL(std::string(), problem({.name = "a.b_2c.d"}));
    }

    void testDefaultThatIsNotOfTheTypeIsRefused() {
        CPPUNIT_ASSERT_EQUAL(std::string("its default must be a duration from 0s up, not \"30\""),
                             problem({.type = Type::duration, .defaultText = "30"}));
        CPPUNIT_ASSERT_EQUAL(std::string("its default must be true or false, not \"\""),
                             problem({.type = Type::boolean}));
        CPPUNIT_ASSERT_EQUAL(std::string("its default must be an absolute path, not \"data\""),
                             problem({.type = Type::path, .defaultText = "data"}));
        CPPUNIT_ASSERT_EQUAL(std::string("its default must be one of \"a\", \"b\", not \"c\""),
                             problem({.type = Type::choice, .defaultText = "c", .choices = {"a", "b"}}));
        CPPUNIT_ASSERT_EQUAL(std::string("it has no choices"), problem({.type = Type::choice, .defaultText = "c"}));
    }

    void testDefaultBeyondItsLimitsIsRefused() {
        CPPUNIT_ASSERT_EQUAL(std::string("its default must be an integer from 1 to 9, not 10"),
                             problem({.type = Type::integer, .defaultText = "10", .least = "1", .most = "9"}));
        CPPUNIT_ASSERT_EQUAL(std::string(),
                             problem({.type = Type::integer, .defaultText = "-5", .least = "-5", .most = "-5"}));
    }

    void testLimitsOfAnotherTypeAreRefused() {
        CPPUNIT_ASSERT_EQUAL(std::string("its limits are not of the type duration"),
                             problem({.type = Type::duration, .defaultText = "5s", .most = "60"}));
        CPPUNIT_ASSERT_EQUAL(std::string("its limits are not of the type string"), problem({.least = "1"}));
    }

    void testKeyWithoutSentenceIsRefused() {
        const auto made = makeKey({.name = "a.b"});
        CPPUNIT_ASSERT_EQUAL(std::string("it has no sentence that describes it"), std::get<std::string>(made));
    }

    void testKeyIsDeclaredOnce() {
        Keys keys;
        keys.add({.name = "a.b", .sentence = "S."});
        CPPUNIT_ASSERT_THROW(keys.add({.name = "a.b", .sentence = "S."}), std::logic_error);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, keys.all().size());
    }

    void testKeyInsideAKeyIsRefused() {
        Keys keys;
        keys.add({.name = "a.b", .sentence = "S."});
        CPPUNIT_ASSERT_THROW(keys.add({.name = "a.b.c", .sentence = "S."}), std::logic_error);
        keys.add({.name = "d.e.f", .sentence = "S."});
        CPPUNIT_ASSERT_THROW(keys.add({.name = "d.e", .sentence = "S."}), std::logic_error);
        keys.add({.name = "d.ef", .sentence = "S."});
    }

    void testPluginSettingsBecomeKeys() {
        Keys keys;
        const std::vector<Declaration> settings{
            {.name = "greeting", .defaultText = "Hello", .sentence = "What it says."}};
        CPPUNIT_ASSERT(keys.addPlugin("hello", settings).empty());
        CPPUNIT_ASSERT_EQUAL(std::string("What it says."), keys.find("plugins.hello.greeting")->sentence);
        CPPUNIT_ASSERT(keys.hasPlugin("hello"));
        CPPUNIT_ASSERT(keys.isSection("plugins.hello"));
        CPPUNIT_ASSERT(!keys.isSection("plugins.hell"));
    }

    void testEveryPluginCanBeSwitchedOff() {
        Keys keys;
        CPPUNIT_ASSERT(keys.addPlugin("hello", {}).empty());
        CPPUNIT_ASSERT(keys.find("plugins.hello.enabled")->defaultValue == Value{true});
    }

    void testAllFaultyPluginSettingsAreNamedAndNoneIsAdded() {
        Keys keys;
        const std::vector<Declaration> settings{
            {.name = "good", .sentence = "S."},
            {.name = "a.b", .sentence = "S."},
            {.name = "enabled", .sentence = "S."},
            {.name = "wait", .type = Type::duration, .defaultText = "5", .sentence = "S."},
            {.name = "map", .type = Type::table, .sentence = "S."}};
        const auto problems = keys.addPlugin("hello", settings);
        CPPUNIT_ASSERT_EQUAL(std::size_t{4}, problems.size());
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"a.b\": its name must not contain a dot"), problems[0]);
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"enabled\": it is declared twice"), problems[1]);
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"wait\": its default must be a duration from 0s up, not \"5\""),
                             problems[2]);
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"map\": a plugin's setting cannot be a map"), problems[3]);
        CPPUNIT_ASSERT(keys.all().empty());
        CPPUNIT_ASSERT(!keys.hasPlugin("hello"));
    }

    void testPluginCannotTakeANameOfTheHost() {
        Keys keys;
        keys.add({.name = "plugins.disabled", .type = Type::list, .sentence = "S."});
        CPPUNIT_ASSERT_EQUAL(std::string("setting \"enabled\": plugins.disabled is already a key"),
                             keys.addPlugin("disabled", {}).at(0));
    }

    void testNearestKeyKnowsTheRightWordInTheWrongSection() {
        Keys keys;
        for (const char* name : {"log.level", "server.listen", "server.port", "proxy.port"})
            keys.add({.name = name, .sentence = "S."});
        CPPUNIT_ASSERT_EQUAL(std::string("server.listen"), keys.nearestKey("sever.listne").value());
        CPPUNIT_ASSERT_EQUAL(std::string("log.level"), keys.nearestKey("journal.level").value());
        CPPUNIT_ASSERT(!keys.nearestKey("everything.port"));
        CPPUNIT_ASSERT(!keys.nearestKey("foo.bar"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(KeysTest);
