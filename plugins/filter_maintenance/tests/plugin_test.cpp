// SPDX-License-Identifier: Apache-2.0
// Maintenance through the built plugin and its ABI tables.
#include "support/test_filter.h"
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <filesystem>
#include <memory>

namespace {

using namespace portico;
using test::TestExchange;
using test::TestPlugin;

class FilterMaintenanceTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FilterMaintenanceTest);
    CPPUNIT_TEST(testAnOpenSitePassesEverything);
    CPPUNIT_TEST(testAClosedSiteAnswersWithRetryAfter);
    CPPUNIT_TEST(testBrowsersGetThePage);
    CPPUNIT_TEST(testAllowedAddressesAndExceptionsPass);
    CPPUNIT_TEST(testAFileClosesAndOpensTheSite);
    CPPUNIT_TEST(testWrongSettingsAreRefused);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;
    std::unique_ptr<TestPlugin> plugin_;

    void start(const std::map<std::string, std::string>& changes) {
        host_.settings = {{"closed", "false"},    {"closed_by", ""}, {"allow", ""},
                          {"except", "/healthz"}, {"page", ""},      {"retry_after", "600"}};
        for (const auto& [name, value] : changes) host_.settings[name] = value;
        plugin_ = std::make_unique<TestPlugin>(FILTER_MAINTENANCE, host_);
    }
    bool isOpen(TestExchange& x) {
        test::TestRewrite rewrite;
        return plugin_->table<portico_filter>(PORTICO_FILTER)
                   .request(plugin_->self(), x.get(), rewrite.get(), nullptr) == PORTICO_OK;
    }
    bool isOpen(const std::string& peer = "198.51.100.7", const std::string& path = "/") {
        TestExchange x("GET", path);
        x.peer = peer;
        return isOpen(x);
    }

    void testAnOpenSitePassesEverything() {
        start({});
        CPPUNIT_ASSERT(isOpen());
    }
    void testAClosedSiteAnswersWithRetryAfter() {
        start({{"closed", "true"}});
        TestExchange x("POST", "/books");
        CPPUNIT_ASSERT(!isOpen(x));
        CPPUNIT_ASSERT_EQUAL(503, x.status);
        CPPUNIT_ASSERT_EQUAL(std::string("600"), x.answerHeader("Retry-After").value());
        CPPUNIT_ASSERT_EQUAL(std::string("no-store"), x.answerHeader("Cache-Control").value());
        CPPUNIT_ASSERT(x.answerBody.find("maintained") != std::string::npos);
    }
    void testBrowsersGetThePage() {
        start({{"closed", "true"}, {"page", host_.state().write("page.html", "<p>closed</p>")}});
        TestExchange x;
        x.flags |= PORTICO_EXCHANGE_NAVIGATION;
        CPPUNIT_ASSERT(!isOpen(x));
        CPPUNIT_ASSERT_EQUAL(std::string("<p>closed</p>"), x.answerBody);
    }
    void testAllowedAddressesAndExceptionsPass() {
        start({{"closed", "true"}, {"allow", "192.0.2.0/24\n2001:db8::/32"}});
        CPPUNIT_ASSERT(isOpen("192.0.2.7") && isOpen("::ffff:192.0.2.7") && isOpen("2001:db8::1"));
        CPPUNIT_ASSERT(!isOpen("192.0.3.7") && !isOpen("unknown") && !isOpen("unix"));
        CPPUNIT_ASSERT(isOpen("unknown", "/healthz") && !isOpen("unknown", "/healthzz"));
    }
    void testAFileClosesAndOpensTheSite() {
        const std::filesystem::path file = host_.state().path() / "closed";
        start({{"closed_by", file}});
        CPPUNIT_ASSERT(isOpen());
        host_.state().write("closed", "");
        CPPUNIT_ASSERT(isOpen()); // looked for in this second
        host_.milliseconds += 1000;
        CPPUNIT_ASSERT(!isOpen());
        std::filesystem::remove(file);
        host_.milliseconds += 1000;
        CPPUNIT_ASSERT(isOpen());
    }
    void testWrongSettingsAreRefused() {
        CPPUNIT_ASSERT_THROW(start({{"allow", "10.1.2.3/8"}}), Error);
        CPPUNIT_ASSERT_THROW(start({{"except", "healthz"}}), Error);
        CPPUNIT_ASSERT_THROW(start({{"page", "/nowhere/page.html"}}), Error);
        CPPUNIT_ASSERT_THROW(start({{"page", host_.state().path()}}), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterMaintenanceTest);

} // namespace
