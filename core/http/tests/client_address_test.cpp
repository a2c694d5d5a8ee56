// SPDX-License-Identifier: Apache-2.0
// Who the client is behind proxies of each kind; what anybody else says of itself is not read.
#include "http/client_address.h"

#include <cppunit/extensions/HelperMacros.h>

#include <vector>

using namespace portico::http;
using namespace std::string_literals;

namespace {

const std::vector<syntax::Field> fields = {{"X-Forwarded-For", "192.0.2.7"},
                                           {"X-Forwarded-Proto", "https"},
                                           {"X-Forwarded-Host", "x.example"},
                                           {"Forwarded", "for=192.0.2.8;host=f.example"}};

wire::Endpoint behind(wire::ProxyHeader header) {
    auto proxies = std::make_shared<wire::TrustedProxies>();
    proxies->header = header;
    proxies->unixSockets = true;
    proxies->ranges = {syntax::AddressRange::parse("127.0.0.1").value()};
    return {.proxies = proxies};
}
wire::Peer loopback() { return wire::peerNamed("127.0.0.1"); }

} // namespace

class ClientAddressTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ClientAddressTest);
    CPPUNIT_TEST(testNobodyIsBelievedByDefault);
    CPPUNIT_TEST(testOnlyTheChosenHeaderIsRead);
    CPPUNIT_TEST(testOtherPeersAreNotBelieved);
    CPPUNIT_TEST(testProxyOverAUnixSocketIsBelieved);
    CPPUNIT_TEST(testProxyThatSaysNothingIsItsOwnClient);
    CPPUNIT_TEST(testClientIsNotOnThisMachineThoughItsProxyIs);
    CPPUNIT_TEST_SUITE_END();

public:
    void testNobodyIsBelievedByDefault() {
        const ClientAddress found = clientAddress(loopback(), {}, fields);
        CPPUNIT_ASSERT_EQUAL("127.0.0.1"s, found.peer.address);
        CPPUNIT_ASSERT(found.host.empty() && !found.peer.secure && found.peer.loopback);
    }
    void testOnlyTheChosenHeaderIsRead() {
        const ClientAddress x = clientAddress(loopback(), behind(wire::ProxyHeader::XForwarded), fields);
        CPPUNIT_ASSERT(x.peer.address == "192.0.2.7" && x.peer.secure && x.host == "x.example");
        const ClientAddress forwarded = clientAddress(loopback(), behind(wire::ProxyHeader::Forwarded), fields);
        CPPUNIT_ASSERT(forwarded.peer.address == "192.0.2.8" && !forwarded.peer.secure);
        CPPUNIT_ASSERT(forwarded.host == "f.example");
        const ClientAddress proxy = clientAddress(loopback(), behind(wire::ProxyHeader::ProxyProtocol), fields);
        CPPUNIT_ASSERT(proxy.peer.address == "127.0.0.1" && proxy.host.empty());
    }
    void testOtherPeersAreNotBelieved() {
        const auto endpoint = behind(wire::ProxyHeader::XForwarded);
        CPPUNIT_ASSERT_EQUAL("198.51.100.1"s,
                             clientAddress(wire::peerNamed("198.51.100.1"), endpoint, fields).peer.address);
    }
    // "unix" was trusted, and then its headers were not read, for it is no address of a range.
    void testProxyOverAUnixSocketIsBelieved() {
        const wire::Peer unixPeer{"unix", true, false};
        const ClientAddress found = clientAddress(unixPeer, behind(wire::ProxyHeader::XForwarded), fields);
        CPPUNIT_ASSERT(found.peer.address == "192.0.2.7" && found.peer.secure && !found.peer.loopback);
        const std::vector<syntax::Field> two = {{"X-Forwarded-For", "192.0.2.6, 192.0.2.7"}};
        CPPUNIT_ASSERT_EQUAL("192.0.2.7"s,
                             clientAddress(unixPeer, behind(wire::ProxyHeader::XForwarded), two).peer.address);
    }
    void testProxyThatSaysNothingIsItsOwnClient() {
        const auto endpoint = behind(wire::ProxyHeader::XForwarded);
        const ClientAddress overUnix = clientAddress({"unix", true, false}, endpoint, {});
        CPPUNIT_ASSERT(overUnix.peer.address == "unix" && overUnix.peer.loopback && !overUnix.peer.secure);
        CPPUNIT_ASSERT(clientAddress(loopback(), endpoint, {}).peer.loopback);
    }
    void testClientIsNotOnThisMachineThoughItsProxyIs() {
        CPPUNIT_ASSERT(!clientAddress(loopback(), behind(wire::ProxyHeader::XForwarded), fields).peer.loopback);
        const std::vector<syntax::Field> local = {{"X-Forwarded-For", "::1"}};
        CPPUNIT_ASSERT(clientAddress(loopback(), behind(wire::ProxyHeader::XForwarded), local).peer.loopback);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ClientAddressTest);
