// SPDX-License-Identifier: Apache-2.0
// Rules of headers through the built plugin and its ABI tables.
#include "support/test_filter.h"
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <memory>

namespace {

using namespace portico;
using test::TestExchange;
using test::TestHead;
using test::TestPlugin;

Value rule(const std::string& header, const std::string& value, const std::string& action = "set",
           const std::string& path = "/") {
    return Value::Map{{"header", header}, {"value", value}, {"action", action}, {"path", path}};
}

class FilterHeadersTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FilterHeadersTest);
    CPPUNIT_TEST(testEachActionDoesWhatItsNameSays);
    CPPUNIT_TEST(testRulesApplyInTheirOrder);
    CPPUNIT_TEST(testARuleAppliesBelowItsPathOnly);
    CPPUNIT_TEST(testAHeaderThatTheHostKeepsIsNoError);
    CPPUNIT_TEST(testARuleThatCouldSplitTheAnswerIsRefused);
    CPPUNIT_TEST(testOtherWrongRulesAreRefusedWithTheirEntry);
    CPPUNIT_TEST(testOnlyTheHeadIsFiltered);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;

    TestHead filtered(const Value::List& rules, const TestExchange::Fields& headers, const std::string& path = "/") {
        host_.values["rules"] = rules;
        const TestPlugin plugin(FILTER_HEADERS, host_);
        TestExchange x("GET", path);
        TestHead head;
        head.headers = headers;
        const auto& filter = plugin.table<portico_filter>(PORTICO_FILTER);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, filter.head(plugin.self(), x.get(), head.get(), nullptr));
        return head;
    }

    std::string refusal(const Value& entry) {
        host_.values["rules"] = Value::List{entry};
        try {
            const TestPlugin plugin(FILTER_HEADERS, host_);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    void testEachActionDoesWhatItsNameSays() {
        const TestHead head = filtered({rule("A", "new"), rule("B", "more", "add"), rule("C", "new", "default"),
                                        rule("D", "new", "default"), rule("E", "", "remove"), rule("F", "", "remove")},
                                       {{"a", "old"}, {"b", "old"}, {"c", "old"}, {"e", "old"}});
        CPPUNIT_ASSERT_EQUAL(std::string("new"), head.header("A"));
        CPPUNIT_ASSERT_EQUAL(std::string("old|more"), head.header("B"));
        CPPUNIT_ASSERT_EQUAL(std::string("old"), head.header("C"));
        CPPUNIT_ASSERT_EQUAL(std::string("new"), head.header("D"));
        CPPUNIT_ASSERT(head.header("E").empty() && head.header("F").empty());
    }

    void testRulesApplyInTheirOrder() {
        CPPUNIT_ASSERT_EQUAL(std::string("2"), filtered({rule("A", "1"), rule("A", "2")}, {}).header("A"));
    }

    void testARuleAppliesBelowItsPathOnly() {
        const Value::List rules{rule("A", "1", "set", "/call")};
        for (const char* path : {"/call", "/call/", "/call/7"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(path, std::string("1"), filtered(rules, {}, path).header("A"));
        for (const char* path : {"/", "/calls", "/cal", "/x/call"})
            CPPUNIT_ASSERT_MESSAGE(path, filtered(rules, {}, path).header("A").empty());
    }

    void testAHeaderThatTheHostKeepsIsNoError() {
        host_.values["rules"] = Value::List{rule("Set-Cookie", "", "remove"), rule("A", "1")};
        const TestPlugin plugin(FILTER_HEADERS, host_);
        TestExchange x;
        TestHead head;
        head.denied = {"set-cookie"};
        head.headers = {{"Set-Cookie", "sid=1"}};
        const auto& filter = plugin.table<portico_filter>(PORTICO_FILTER);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, filter.head(plugin.self(), x.get(), head.get(), nullptr));
        CPPUNIT_ASSERT_EQUAL(std::string("sid=1"), head.header("Set-Cookie"));
        CPPUNIT_ASSERT_EQUAL(std::string("1"), head.header("A"));
    }

    void testARuleThatCouldSplitTheAnswerIsRefused() {
        for (const char* value : {"a\r\nSet-Cookie: sid=1", "a\nb", "a\rb", "a\x7f", "a\x01"})
            CPPUNIT_ASSERT(refusal(rule("A", value)).find("control character") != std::string::npos);
        for (const char* name : {"", "A: b", "A\r\nB", "A b"})
            CPPUNIT_ASSERT(refusal(rule(name, "1")).find("is not the name of a header") != std::string::npos);
        CPPUNIT_ASSERT(refusal(rule("content-LENGTH", "1")).find("only the host sets") != std::string::npos);
    }

    void testOtherWrongRulesAreRefusedWithTheirEntry() {
        const std::string why = refusal(rule("A", ""));
        CPPUNIT_ASSERT_EQUAL(std::string("plugins.filter_headers.rules[0]: the value is missing"), why);
        CPPUNIT_ASSERT(!refusal(rule("A", "1", "remove")).empty());
        CPPUNIT_ASSERT(!refusal(rule("A", "1", "set", "call")).empty());
        CPPUNIT_ASSERT(!refusal(rule("A", "1", "set", "//call")).empty());
        CPPUNIT_ASSERT(refusal(rule("A", "1")).empty());
    }

    // A function that a filter does not have costs a request nothing.
    void testOnlyTheHeadIsFiltered() {
        host_.values["rules"] = Value::List{};
        const TestPlugin plugin(FILTER_HEADERS, host_);
        const auto& filter = plugin.table<portico_filter>(PORTICO_FILTER);
        CPPUNIT_ASSERT(filter.request == nullptr && filter.admitted == nullptr && filter.end == nullptr);
        CPPUNIT_ASSERT(filter.head != nullptr);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterHeadersTest);

} // namespace
