// SPDX-License-Identifier: Apache-2.0
// The settings of a plugin as trees: the types of the configuration become those of portico_value.
#include "host/services/setting_value.h"

#include "config/draft.h"

#include <cppunit/extensions/HelperMacros.h>

#include <stdexcept>

namespace {

using namespace portico::config;

class SettingValueTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SettingValueTest);
    CPPUNIT_TEST(testEveryTypeHasItsKind);
    CPPUNIT_TEST(testTableHasItsFields);
    CPPUNIT_TEST(testListOfTablesHasItsEntries);
    CPPUNIT_TEST(testUndeclaredSettingIsAMistakeOfTheHost);
    CPPUNIT_TEST_SUITE_END();

    static Settings settings() {
        const std::vector<Declaration> declared{
            {.name = "ratio", .type = Type::number, .defaultText = "0.5", .sentence = "S."},
            {.name = "loud", .type = Type::boolean, .defaultText = "true", .sentence = "S."},
            {.name = "waits", .type = Type::list, .item = Type::duration, .defaultText = "5m", .sentence = "S."},
            {.name = "smtp",
             .type = Type::section,
             .fields = {{.name = "host", .defaultText = "mail", .sentence = "S."},
                        {.name = "port", .type = Type::integer, .defaultText = "25", .sentence = "S."}},
             .sentence = "S."},
            {.name = "feeds",
             .type = Type::rows,
             .defaultRows = {{.fields = {{"url", std::string("x")}}}},
             .fields = {{.name = "url", .required = true, .sentence = "S."},
                        {.name = "every", .type = Type::duration, .defaultText = "1h", .sentence = "S."}},
             .sentence = "S."}};
        Keys keys;
        CPPUNIT_ASSERT(keys.addPlugin("news", declared).empty());
        return Draft().check(keys).settings;
    }

    static portico::Value value(const std::string& name) {
        return portico::host::settingValue(settings(), "plugins.news." + name);
    }
    template <class T>
    static T as(const portico::Value& value) {
        return std::get<T>(value.data());
    }

public:
    void testEveryTypeHasItsKind() {
        CPPUNIT_ASSERT_EQUAL(0.5, as<double>(value("ratio")));
        CPPUNIT_ASSERT(as<bool>(value("loud")));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{300}, as<std::int64_t>(as<portico::Value::List>(value("waits")).at(0)));
    }

    void testTableHasItsFields() {
        const auto map = as<portico::Value::Map>(value("smtp"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, map.size());
        CPPUNIT_ASSERT_EQUAL(std::string("host mail"), map[0].key + ' ' + as<std::string>(map[0].value));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{25}, as<std::int64_t>(map[1].value));
    }

    void testListOfTablesHasItsEntries() {
        const auto entries = as<portico::Value::List>(value("feeds"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, entries.size());
        const auto map = as<portico::Value::Map>(entries[0]);
        CPPUNIT_ASSERT_EQUAL(std::string("url x"), map.at(0).key + ' ' + as<std::string>(map[0].value));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{3600}, as<std::int64_t>(map.at(1).value));
    }

    void testUndeclaredSettingIsAMistakeOfTheHost() { CPPUNIT_ASSERT_THROW(value("feed"), std::logic_error); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SettingValueTest);

} // namespace
