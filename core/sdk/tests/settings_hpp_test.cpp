// SPDX-License-Identifier: Apache-2.0
// The typed settings of plugins in C++: every type, and the message if the manifest declares another.
#include "support/test_host.h"

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class SettingsHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SettingsHppTest);
    CPPUNIT_TEST(testEveryTypeIsRead);
    CPPUNIT_TEST(testTablesAreReadByField);
    CPPUNIT_TEST(testAnotherTypeIsNamedWithItsPlace);
    CPPUNIT_TEST(testNumberThatDoesNotFitIsAnError);
    CPPUNIT_TEST(testOlderHostHasNoTypedSettings);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;

    template <class Call>
    static std::string error(Call&& call) {
        try {
            call();
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    }

public:
    void setUp() override {
        host_.values = {{"loud", true},
                        {"ratio", 0.25},
                        {"wait", 90},
                        {"mode", "fast"},
                        {"ports", Value::List{80, 443}},
                        {"names", Value::List{"a", "b"}},
                        {"smtp", Value::Map{{"port", 587}, {"host", "mail"}}},
                        {"feeds", Value::List{Value::Map{{"url", "x"}}, Value::Map{{"url", 7}}}}};
    }

    void testEveryTypeIsRead() {
        const Host host = host_.host();
        CPPUNIT_ASSERT(host.setting<bool>("loud"));
        CPPUNIT_ASSERT_EQUAL(0.25, host.setting<double>("ratio"));
        CPPUNIT_ASSERT_EQUAL(std::int64_t{90}, host.setting<std::int64_t>("wait"));
        CPPUNIT_ASSERT(std::chrono::seconds(90) == host.setting<std::chrono::seconds>("wait"));
        CPPUNIT_ASSERT_EQUAL(std::string("fast"), host.setting<std::string>("mode"));
        CPPUNIT_ASSERT(host.setting<std::string_view>("mode") == "fast");
        CPPUNIT_ASSERT(host.setting<std::vector<std::uint16_t>>("ports") == (std::vector<std::uint16_t>{80, 443}));
        CPPUNIT_ASSERT(host.setting<std::vector<std::string>>("names") == (std::vector<std::string>{"a", "b"}));
    }

    void testTablesAreReadByField() {
        const Host host = host_.host();
        CPPUNIT_ASSERT_EQUAL(587, host.value("smtp").field("port").as<int>());
        const auto feeds = host.value("feeds").entries();
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, feeds.size());
        CPPUNIT_ASSERT_EQUAL(std::string("x"), feeds[0].field("url").as<std::string>());
    }

    void testAnotherTypeIsNamedWithItsPlace() {
        const Host host = host_.host();
        CPPUNIT_ASSERT_EQUAL(
            std::string("the setting \"feeds[1].url\" is not a string; its type in the manifest must be "
                        "\"string\", \"path\" or \"enum\""),
            error([&] { (void)host.value("feeds").entries()[1].field("url").as<std::string>(); }));
        CPPUNIT_ASSERT_EQUAL(std::string("the setting \"names[0]\" is not an integer; its type in the manifest must be "
                                         "\"integer\", \"size\" or \"duration\""),
                             error([&] { (void)host.setting<std::vector<int>>("names"); }));
        CPPUNIT_ASSERT_EQUAL(std::string("the manifest declares no field \"user\" of the setting \"smtp\""),
                             error([&] { (void)host.value("smtp").field("user"); }));
        CPPUNIT_ASSERT_EQUAL(std::string("the manifest declares no setting \"x\""),
                             error([&] { (void)host.setting<bool>("x"); }));
        for (const char* name : {"loud", "ratio", "wait", "mode", "ports", "feeds"})
            CPPUNIT_ASSERT_MESSAGE(name, !error([&] { (void)host.value(name).field("a"); }).empty());
    }

    void testNumberThatDoesNotFitIsAnError() {
        host_.values["wait"] = Value(70000);
        CPPUNIT_ASSERT(!error([&] { (void)host_.host().setting<std::uint16_t>("wait"); }).empty());
        host_.values["wait"] = Value(-1);
        CPPUNIT_ASSERT(!error([&] { (void)host_.host().setting<std::uint64_t>("wait"); }).empty());
        CPPUNIT_ASSERT_EQUAL(-1, host_.host().setting<int>("wait"));
    }

    void testOlderHostHasNoTypedSettings() {
        portico_host older = *host_.get();
        older.size = offsetof(portico_host, setting_value);
        CPPUNIT_ASSERT_EQUAL(std::string("this host has no typed settings"),
                             error([&] { (void)Host(&older).setting<bool>("loud"); }));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SettingsHppTest);

} // namespace portico
