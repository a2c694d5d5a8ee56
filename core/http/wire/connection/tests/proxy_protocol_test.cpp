// SPDX-License-Identifier: Apache-2.0
// Connections that begin with a PROXY header: who the client is, and who may send one.
#include "connection_fixture.h"

using namespace portico::http;
using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;

class ProxyProtocolTest : public ConnectionFixture {
    CPPUNIT_TEST_SUITE(ProxyProtocolTest);
    CPPUNIT_TEST(testProxyHeaderNamesTheClient);
    CPPUNIT_TEST(testProxyHeaderThatNamesNobodyLeavesTheClientUnknown);
    CPPUNIT_TEST(testLoopbackOfAnotherMachineIsNotOurs);
    CPPUNIT_TEST(testProxyHeaderByteByByte);
    CPPUNIT_TEST(testProxyHeaderMustCome);
    CPPUNIT_TEST(testProxyHeaderOfOthersIsARequestLikeAny);
    CPPUNIT_TEST_SUITE_END();

    void behindProxy(std::string_view range = "10.0.0.0/8") {
        auto proxies = std::make_shared<TrustedProxies>();
        proxies->header = ProxyHeader::ProxyProtocol;
        proxies->ranges = {syntax::AddressRange::parse(range).value()};
        endpoint_.proxies = proxies;
    }

public:
    void testProxyHeaderNamesTheClient() {
        behindProxy();
        open({.address = "10.0.0.1", .port = 7});
        CPPUNIT_ASSERT(hear("PROXY TCP4 192.0.2.5 10.0.0.1 50123 80\r\n" + get) == Next::Serve);
        CPPUNIT_ASSERT_EQUAL("192.0.2.5"s, connection_->peer().address);
        CPPUNIT_ASSERT_EQUAL(std::uint16_t{50123}, connection_->peer().port);
    }
    // The proxy's client counted as one on this machine.
    void testProxyHeaderThatNamesNobodyLeavesTheClientUnknown() {
        behindProxy("127.0.0.1");
        const std::string unspecified = "\r\n\r\n\0\r\nQUIT\n\x21\0\0\0"s, local = "\r\n\r\n\0\r\nQUIT\n\x20\0\0\0"s;
        for (const std::string& header : {"PROXY UNKNOWN\r\n"s, "PROXY UNKNOWN ::1 ::1 1 2\r\n"s, unspecified, local}) {
            open({.address = "127.0.0.1", .loopback = true, .port = 7});
            CPPUNIT_ASSERT(hear(header + get) == Next::Serve);
            CPPUNIT_ASSERT_EQUAL(header == local ? "127.0.0.1"s : "unknown"s, connection_->peer().address);
            CPPUNIT_ASSERT(!connection_->peer().loopback && connection_->peer().proxied);
            CPPUNIT_ASSERT_EQUAL(std::uint16_t(header == local ? 7 : 0), connection_->peer().port);
            connection_->close();
        }
    }
    void testLoopbackOfAnotherMachineIsNotOurs() {
        for (const auto* proxy : {"10.0.0.1", "127.0.0.1"}) {
            behindProxy(proxy);
            open(peerNamed(proxy));
            CPPUNIT_ASSERT(hear("PROXY TCP4 127.0.0.1 10.0.0.1 1 80\r\n" + get) == Next::Serve);
            CPPUNIT_ASSERT(connection_->peer().address == "127.0.0.1");
            CPPUNIT_ASSERT_EQUAL(proxy == "127.0.0.1"s, connection_->peer().loopback);
            connection_->close();
        }
    }
    void testProxyHeaderByteByByte() {
        behindProxy();
        const std::string v2 = "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\2\6\x0a\0\0\1\0\1\0\x50"s;
        for (const std::string& header : {"PROXY TCP6 2001:db8::5 ::1 1 80\r\n"s, v2}) {
            open({"10.0.0.1", false, false});
            for (const char byte : header) CPPUNIT_ASSERT(hear({&byte, 1}) == Next::Wait);
            CPPUNIT_ASSERT(hear(get) == Next::Serve);
            CPPUNIT_ASSERT(connection_->peer().address == (header == v2 ? "192.0.2.6" : "2001:db8::5"));
            connection_->close();
        }
    }
    void testProxyHeaderMustCome() {
        behindProxy();
        open({"10.0.0.1", false, false});
        CPPUNIT_ASSERT(hear(get) == Next::End);
        CPPUNIT_ASSERT_EQUAL(""s, client_->heard());
        const auto strange = connection_->takeMismatch();
        CPPUNIT_ASSERT(strange.misfit == ProtocolMismatch::NoProxyHeader && strange.why == "no PROXY header");
        CPPUNIT_ASSERT(connection_->takeMismatch().misfit == ProtocolMismatch::None);
        connection_->close();
        open({"10.0.0.1", false, false});
        CPPUNIT_ASSERT(hear() == Next::Wait);
        assertWaits(limits_.headWait);
        CPPUNIT_ASSERT(!connection_->isWaitingForRequest() && connection_->isIdle());
    }
    void testProxyHeaderOfOthersIsARequestLikeAny() {
        behindProxy();
        open({"192.0.2.1", false, false});
        CPPUNIT_ASSERT(hear("PROXY TCP4 192.0.2.5 10.0.0.1 1 80\r\n" + get) == Next::Serve);
        CPPUNIT_ASSERT_EQUAL(400, connection_->requestBuffer().status());
        CPPUNIT_ASSERT_EQUAL("192.0.2.1"s, connection_->peer().address);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProxyProtocolTest);
