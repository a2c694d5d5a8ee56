// SPDX-License-Identifier: Apache-2.0
// Redirects through the built plugin and its ABI tables.
#include "support/test_filter.h"
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using namespace portico;
using test::TestExchange;
using test::TestPlugin;

class FilterRedirectsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FilterRedirectsTest);
    CPPUNIT_TEST(testALineOfTheFileIsARedirect);
    CPPUNIT_TEST(testWithoutAFileEverythingPasses);
    CPPUNIT_TEST(testAFileThatCannotBeReadIsRefused);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;

    static portico_status ask(const TestPlugin& plugin, TestExchange& x) {
        test::TestRewrite rewrite;
        return plugin.table<portico_filter>(PORTICO_FILTER).request(plugin.self(), x.get(), rewrite.get(), nullptr);
    }

    void testALineOfTheFileIsARedirect() {
        host_.settings["map"] = host_.state().write("map", "/old /new 301\n");
        const TestPlugin plugin(FILTER_REDIRECTS, host_);
        TestExchange x("GET", "/old?a=b");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FILTER_ANSWERED}, ask(plugin, x));
        CPPUNIT_ASSERT_EQUAL(301, x.status);
        CPPUNIT_ASSERT_EQUAL(std::string("/new?a=b"), x.answerHeader("Location").value());
        TestExchange other("GET", "/new");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask(plugin, other));
    }
    void testWithoutAFileEverythingPasses() {
        host_.settings["map"] = "";
        const TestPlugin plugin(FILTER_REDIRECTS, host_);
        TestExchange x("GET", "/old");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, ask(plugin, x));
    }
    void testAFileThatCannotBeReadIsRefused() {
        for (const std::string& file : {std::string("/nowhere/map"), host_.state().path().string()}) {
            host_.settings["map"] = file;
            CPPUNIT_ASSERT_THROW(TestPlugin(FILTER_REDIRECTS, host_), Error);
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterRedirectsTest);

} // namespace
