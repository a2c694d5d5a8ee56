// SPDX-License-Identifier: Apache-2.0
// Who the client is behind proxies of each kind; what anybody else says of itself is not read.
#include "http/server/client_address.h"

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
    CPPUNIT_TEST(testClientOfThisMachineAsksForThisMachine);
    CPPUNIT_TEST(testClientThatIsNotNamedIsUnknownAndNeverOfThisMachine);
    CPPUNIT_TEST(testSchemeOfTheSiteDecidesWhereAProxyMayStand);
    CPPUNIT_TEST(testOnlyTheChosenHeaderIsRead);
    CPPUNIT_TEST(testOtherPeersAreNotBelieved);
    CPPUNIT_TEST(testProxyOverAUnixSocketIsBelieved);
    CPPUNIT_TEST(testProxyThatSaysNothingMayHaveAnyClient);
    CPPUNIT_TEST(testClientIsNotOnThisMachineThoughItsProxyIs);
    CPPUNIT_TEST_SUITE_END();

public:
    // Whoever came through a proxy that nobody had trusted counted as a client of this machine, and its password was taken.
    void testNobodyIsBelievedByDefault() {
        const ClientAddress found = clientAddress(loopback(), {}, fields);
        CPPUNIT_ASSERT_EQUAL("127.0.0.1"s, found.peer.address);
        CPPUNIT_ASSERT(found.host.empty() && found.scheme.empty() && !found.peer.secure && !found.peer.loopback);
        CPPUNIT_ASSERT_EQUAL("X-Forwarded-For"s, std::string(found.forwarder));
    }
    void testClientOfThisMachineAsksForThisMachine() {
        const auto isLoopback = [](std::vector<syntax::Field> sent) {
            return clientAddress(loopback(), {}, sent).peer.loopback;
        };
        for (const auto* host : {"localhost:80", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.9.9.9:81", "[::1]:8"})
            CPPUNIT_ASSERT_MESSAGE(host, isLoopback({{"Host", host}}));
        CPPUNIT_ASSERT(isLoopback({}));
        CPPUNIT_ASSERT(isLoopback({{"Host", "localhost"}, {"Origin", "http://127.0.0.1:3000"}}));
        CPPUNIT_ASSERT(isLoopback({{"Host", "localhost"}, {"Origin", "null"}}));
        for (const auto* host :
             {"www.example.org", "192.0.2.1", "localhost.example", "notlocalhost", "[::2]", "0.0.0.0", "a b"})
            CPPUNIT_ASSERT_MESSAGE(host, !isLoopback({{"Host", host}}));
        CPPUNIT_ASSERT(!isLoopback({{"Host", "127.0.0.1"}, {"Origin", "https://www.example.org"}}));
        for (const auto* name : {"Forwarded", "X-Forwarded-Proto", "X-Real-IP", "Via"})
            CPPUNIT_ASSERT_MESSAGE(name, !isLoopback({{"Host", "localhost"}, {name, ""}}));
    }
    void testClientThatIsNotNamedIsUnknownAndNeverOfThisMachine() {
        for (const auto* value :
             {"unknown", "_hidden", "203.0.113.9, garbage", "", ",", "127.0.0.1 x", "127.0.0.1,", "[::1"}) {
            const std::vector<syntax::Field> sent = {{"Host", "localhost"}, {"X-Forwarded-For", value}};
            for (const wire::Peer& peer : {loopback(), wire::Peer{"unix"}}) {
                const ClientAddress found = clientAddress(peer, behind(wire::ProxyHeader::XForwarded), sent);
                CPPUNIT_ASSERT_EQUAL_MESSAGE(value, "unknown"s, found.peer.address);
                CPPUNIT_ASSERT_MESSAGE(value, !found.peer.loopback);
            }
        }
        for (const auto* value : {"for=unknown", "for=_hidden", "proto=https", "for=127.0.0.1 x"}) {
            const std::vector<syntax::Field> sent = {{"Forwarded", value}, {"X-Forwarded-For", "127.0.0.1"}};
            const ClientAddress found = clientAddress(loopback(), behind(wire::ProxyHeader::Forwarded), sent);
            CPPUNIT_ASSERT_MESSAGE(value, found.peer.address == "unknown" && !found.peer.loopback);
        }
    }
    // A program here that asks for the site itself, or the client of a proxy that adds nothing: nobody can say.
    void testSchemeOfTheSiteDecidesWhereAProxyMayStand() {
        const auto secure = [](const wire::Peer& peer, const wire::Endpoint& endpoint,
                               std::vector<syntax::Field> sent) {
            return cameSecurely(clientAddress(peer, endpoint, sent), endpoint, "https");
        };
        const auto trusting = behind(wire::ProxyHeader::XForwarded);
        CPPUNIT_ASSERT(secure(loopback(), {}, {}) && secure({"unix"}, {}, {}) && secure(loopback(), trusting, {}));
        CPPUNIT_ASSERT(!secure(wire::peerNamed("192.0.2.1"), {}, {})); // its password came over a network
        CPPUNIT_ASSERT(!secure(wire::peerNamed("192.0.2.1"), trusting, {}));
        CPPUNIT_ASSERT(
            !secure(loopback(), trusting, {{"X-Forwarded-For", "192.0.2.7"}, {"X-Forwarded-Proto", "http"}}));
        CPPUNIT_ASSERT(secure(loopback(), trusting, {{"X-Forwarded-For", "192.0.2.7"}}));
        CPPUNIT_ASSERT(!secure(loopback(), {.httpsPort = 443}, {})); // it speaks TLS itself
        CPPUNIT_ASSERT(!cameSecurely(clientAddress(loopback(), {}, {}), {}, ""));
        CPPUNIT_ASSERT(!cameSecurely(clientAddress(loopback(), {}, {}), {}, "http"));
        wire::Peer proxied = wire::peerNamed("192.0.2.1");
        proxied.proxied = true;
        CPPUNIT_ASSERT(secure(proxied, behind(wire::ProxyHeader::ProxyProtocol), {}));
    }
    void testOnlyTheChosenHeaderIsRead() {
        const ClientAddress x = clientAddress(loopback(), behind(wire::ProxyHeader::XForwarded), fields);
        CPPUNIT_ASSERT(x.peer.address == "192.0.2.7" && x.scheme == "https" && x.host == "x.example");
        const ClientAddress forwarded = clientAddress(loopback(), behind(wire::ProxyHeader::Forwarded), fields);
        CPPUNIT_ASSERT(forwarded.peer.address == "192.0.2.8" && forwarded.scheme.empty());
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
        const wire::Peer unixPeer{"unix"};
        const ClientAddress found = clientAddress(unixPeer, behind(wire::ProxyHeader::XForwarded), fields);
        CPPUNIT_ASSERT(found.peer.address == "192.0.2.7" && found.scheme == "https" && !found.peer.loopback);
        const std::vector<syntax::Field> two = {{"X-Forwarded-For", "192.0.2.6, 192.0.2.7"}};
        CPPUNIT_ASSERT_EQUAL("192.0.2.7"s,
                             clientAddress(unixPeer, behind(wire::ProxyHeader::XForwarded), two).peer.address);
    }
    void testProxyThatSaysNothingMayHaveAnyClient() {
        const auto endpoint = behind(wire::ProxyHeader::XForwarded);
        const ClientAddress overUnix = clientAddress({"unix"}, endpoint, {});
        CPPUNIT_ASSERT(overUnix.peer.address == "unix" && !overUnix.peer.loopback && overUnix.scheme.empty());
        const ClientAddress found = clientAddress(loopback(), endpoint, {});
        CPPUNIT_ASSERT(found.peer.address == "127.0.0.1" && !found.peer.loopback);
    }
    void testClientIsNotOnThisMachineThoughItsProxyIs() {
        CPPUNIT_ASSERT(!clientAddress(loopback(), behind(wire::ProxyHeader::XForwarded), fields).peer.loopback);
        const std::vector<syntax::Field> local = {{"X-Forwarded-For", "::1"}};
        CPPUNIT_ASSERT(clientAddress(loopback(), behind(wire::ProxyHeader::XForwarded), local).peer.loopback);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ClientAddressTest);
