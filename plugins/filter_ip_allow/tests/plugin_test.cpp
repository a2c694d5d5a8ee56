// SPDX-License-Identifier: Apache-2.0
// Networks by path through the built plugin and its ABI tables.
#include "support/test_filter.h"
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <memory>

namespace {

using namespace portico;
using test::TestExchange;
using test::TestPlugin;

Value rule(const std::string& path, const Value::List& allow, const Value::List& deny = {}) {
    return Value::Map{{"path", path}, {"allow", allow}, {"deny", deny}};
}

class FilterIpAllowTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FilterIpAllowTest);
    CPPUNIT_TEST(testOnlyAllowedNetworksAreAdmitted);
    CPPUNIT_TEST(testDenyPrecedesAllow);
    CPPUNIT_TEST(testEveryRuleMustAdmit);
    CPPUNIT_TEST(testAnUnknownAddressIsRefusedWhereARuleApplies);
    CPPUNIT_TEST(testARewrittenPathIsJudgedAgain);
    CPPUNIT_TEST(testWrongRulesAreRefused);
    CPPUNIT_TEST_SUITE_END();

    test::TestHost host_;
    std::unique_ptr<TestPlugin> plugin_;

    void start(const Value::List& rules) {
        host_.values["rules"] = rules;
        plugin_ = std::make_unique<TestPlugin>(FILTER_IP_ALLOW, host_);
    }
    bool isAdmitted(const std::string& peer, const std::string& path = "/") {
        TestExchange x("GET", path);
        x.peer = peer;
        test::TestRewrite rewrite;
        const auto& filter = plugin_->table<portico_filter>(PORTICO_FILTER);
        const portico_status status = filter.request(plugin_->self(), x.get(), rewrite.get(), nullptr);
        if (status == PORTICO_OK) return true;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FILTER_ANSWERED}, status);
        CPPUNIT_ASSERT_EQUAL(403, x.status);
        return false;
    }

    void testOnlyAllowedNetworksAreAdmitted() {
        start({rule("/admin", {"10.0.0.0/8", "2001:db8::/32", "unix"})});
        for (const char* peer : {"10.1.2.3", "::ffff:10.1.2.3", "2001:db8::7", "unix"})
            CPPUNIT_ASSERT_MESSAGE(peer, isAdmitted(peer, "/admin"));
        for (const char* peer : {"11.0.0.1", "2001:db9::7", "unknown", "", "10.0.0.0/8"})
            CPPUNIT_ASSERT_MESSAGE(peer, !isAdmitted(peer, "/admin/users"));
        CPPUNIT_ASSERT(isAdmitted("11.0.0.1", "/administration"));
    }
    void testDenyPrecedesAllow() {
        start({rule("/", {"10.0.0.0/8"}, {"10.0.0.7"})});
        CPPUNIT_ASSERT(isAdmitted("10.0.0.6") && !isAdmitted("10.0.0.7"));
        start({rule("/", {}, {"10.0.0.7"})});
        CPPUNIT_ASSERT(isAdmitted("192.0.2.1") && isAdmitted("unix") && !isAdmitted("::ffff:10.0.0.7"));
    }
    void testEveryRuleMustAdmit() {
        start({rule("/admin", {"10.0.0.0/8"}), rule("/", {}, {"10.0.0.7"})});
        CPPUNIT_ASSERT(!isAdmitted("10.0.0.7", "/admin") && !isAdmitted("192.0.2.1", "/admin"));
        CPPUNIT_ASSERT(isAdmitted("10.0.0.6", "/admin"));
    }
    void testAnUnknownAddressIsRefusedWhereARuleApplies() {
        start({rule("/admin", {}, {"10.0.0.7"})});
        CPPUNIT_ASSERT(!isAdmitted("unknown", "/admin"));
        CPPUNIT_ASSERT(isAdmitted("unknown", "/"));
    }
    void testARewrittenPathIsJudgedAgain() {
        start({rule("/admin", {"10.0.0.0/8"})});
        TestExchange x("GET", "/open");
        x.peer = "192.0.2.1";
        x.path = "/admin"; // a later filter rewrote it
        const auto& filter = plugin_->table<portico_filter>(PORTICO_FILTER);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FILTER_ANSWERED},
                             filter.admitted(plugin_->self(), x.get(), nullptr));
    }
    void testWrongRulesAreRefused() {
        for (const char* network : {"10.1.2.3/8", "example.org", "", "10.0.0.0/33"}) {
            CPPUNIT_ASSERT_THROW_MESSAGE(network, start({rule("/", {network})}), Error);
            CPPUNIT_ASSERT_THROW_MESSAGE(network, start({rule("/", {}, {network})}), Error);
        }
        CPPUNIT_ASSERT_THROW(start({rule("/", {}, {})}), Error);
        CPPUNIT_ASSERT_THROW(start({rule("admin", {"10.0.0.1"})}), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FilterIpAllowTest);

} // namespace
