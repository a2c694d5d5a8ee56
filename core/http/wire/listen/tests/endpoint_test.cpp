// SPDX-License-Identifier: Apache-2.0
// Which peers a listener trusts, and the peers' addresses.
#include "http/wire/connection/address_counts.h"
#include "http/wire/listen/endpoint.h"
#include "http/wire/listen/peer.h"

#include <arpa/inet.h>
#include <cppunit/extensions/HelperMacros.h>
#include <cstring>
#include <netinet/in.h>

using namespace portico::http::wire;
using namespace std::string_literals;

namespace {

sockaddr_storage ipv6(const char* text) {
    sockaddr_in6 in{};
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(50123);
    ::inet_pton(AF_INET6, text, &in.sin6_addr);
    sockaddr_storage address{};
    std::memcpy(&address, &in, sizeof in);
    return address;
}

} // namespace

class EndpointTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(EndpointTest);
    CPPUNIT_TEST(testNobodyIsTrustedByDefault);
    CPPUNIT_TEST(testOnlyRangesAreTrusted);
    CPPUNIT_TEST(testUnixSocketsAreTrustedIfNamed);
    CPPUNIT_TEST(testMappedAddressIsTheIpv4Address);
    CPPUNIT_TEST(testNamesOfProxiesAreAddressesOrNothing);
    CPPUNIT_TEST(testAddressHasItsNumberOfConnections);
    CPPUNIT_TEST(testNetworkOfIpv6IsOneShare);
    CPPUNIT_TEST_SUITE_END();

public:
    void testNobodyIsTrustedByDefault() {
        CPPUNIT_ASSERT(!Endpoint{}.proxies);
        for (const auto* address : {"127.0.0.1", "::1", "unix", "10.0.0.1"})
            CPPUNIT_ASSERT(!TrustedProxies{}.trusts(address));
    }
    void testOnlyRangesAreTrusted() {
        TrustedProxies proxies;
        proxies.ranges = {portico::http::syntax::AddressRange::parse("10.0.0.0/8").value()};
        CPPUNIT_ASSERT(proxies.trusts("10.1.2.3"));
        for (const auto* address : {"11.0.0.1", "unix", "", "::1"}) CPPUNIT_ASSERT(!proxies.trusts(address));
    }
    void testUnixSocketsAreTrustedIfNamed() {
        TrustedProxies proxies;
        proxies.unixSockets = true;
        CPPUNIT_ASSERT(proxies.trusts("unix") && !proxies.trusts("127.0.0.1"));
    }
    void testMappedAddressIsTheIpv4Address() {
        const Peer mapped = peerOf(ipv6("::ffff:127.0.0.2"));
        CPPUNIT_ASSERT(mapped.address == "127.0.0.2" && mapped.loopback);
        CPPUNIT_ASSERT_EQUAL(std::uint16_t{50123}, mapped.port);
        const Peer loopback = peerOf(ipv6("::1"));
        CPPUNIT_ASSERT(loopback.address == "::1" && loopback.loopback);
        const Peer other = peerOf(ipv6("2001:db8::7"));
        CPPUNIT_ASSERT(other.address == "2001:db8::7" && !other.loopback);
    }
    void testNamesOfProxiesAreAddressesOrNothing() {
        CPPUNIT_ASSERT(peerNamed("127.0.0.9").loopback);
        CPPUNIT_ASSERT(!peerNamed("192.0.2.1").loopback);
        CPPUNIT_ASSERT(!peerNamed("localhost").loopback && !peerNamed("unix").loopback);
    }
    void testAddressHasItsNumberOfConnections() {
        AddressCounts counts;
        CPPUNIT_ASSERT(counts.enter("a", 2) && counts.enter("a", 2) && !counts.enter("a", 2));
        CPPUNIT_ASSERT(counts.enter("b", 2));
        counts.leave("a");
        CPPUNIT_ASSERT(counts.enter("a", 2) && !counts.enter("a", 2));
        CPPUNIT_ASSERT(counts.enter("a", 0));
        counts.leave("nobody");
    }
    // The owner of a /64 had any number of addresses, and with them all connections.
    void testNetworkOfIpv6IsOneShare() {
        CPPUNIT_ASSERT_EQUAL("2001:db8:0:1::/64"s, shareOf("2001:db8:0:1::7"));
        CPPUNIT_ASSERT_EQUAL(shareOf("2001:db8:0:1::7"), shareOf("2001:db8:0:1:ffff:ffff:ffff:ffff"));
        CPPUNIT_ASSERT(shareOf("2001:db8:0:1::7") != shareOf("2001:db8:0:2::7"));
        CPPUNIT_ASSERT_EQUAL("192.0.2.7"s, shareOf("192.0.2.7"));
        CPPUNIT_ASSERT_EQUAL("192.0.2.7"s, shareOf(peerOf(ipv6("::ffff:192.0.2.7")).address));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(EndpointTest);
