// SPDX-License-Identifier: Apache-2.0
// The client behind proxies of each kind; headers of other clients are not believed.
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
ClientAddress addressOf(const wire::Peer& peer, const wire::Endpoint& endpoint, std::vector<syntax::Field> sent,
                        std::string_view version = "HTTP/1.1") {
    syntax::RequestHead head;
    head.version = version;
    head.fields = std::move(sent);
    return clientAddress(peer, endpoint, head);
}
wire::Peer loopback() { return wire::peerNamed("127.0.0.1"); }

} // namespace

class ClientAddressTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ClientAddressTest);
    CPPUNIT_TEST(testNobodyIsBelievedByDefault);
    CPPUNIT_TEST(testClientOfThisMachineAsksForThisMachine);
    CPPUNIT_TEST(testProxyThatAddsNothingIsSeenByWhatItsClientsSend);
    CPPUNIT_TEST(testBrowserOfThisMachineIsNoProxy);
    CPPUNIT_TEST(testMachineThatIsAskedByItsOwnNameHasNoTraceOfAProxy);
    CPPUNIT_TEST(testClientThatIsNotNamedIsUnknownAndNeverOfThisMachine);
    CPPUNIT_TEST(testSchemeOfTheSiteDecidesWhereAProxyMayStand);
    CPPUNIT_TEST(testOnlyTheChosenHeaderIsRead);
    CPPUNIT_TEST(testOtherPeersAreNotBelieved);
    CPPUNIT_TEST(testProxyOverAUnixSocketIsBelieved);
    CPPUNIT_TEST(testProxyThatSaysNothingMayHaveAnyClient);
    CPPUNIT_TEST(testClientIsNotOnThisMachineThoughItsProxyIs);
    CPPUNIT_TEST_SUITE_END();

public:
    // Clients of a proxy that was not trusted counted as clients on this machine, and their passwords were accepted.
    void testNobodyIsBelievedByDefault() {
        const ClientAddress found = addressOf(loopback(), {}, fields);
        CPPUNIT_ASSERT_EQUAL("127.0.0.1"s, found.peer.address);
        CPPUNIT_ASSERT(found.host.empty() && found.scheme.empty() && !found.peer.secure && !found.peer.loopback);
        CPPUNIT_ASSERT_EQUAL("X-Forwarded-For"s, std::string(found.forwarder));
    }
    void testClientOfThisMachineAsksForThisMachine() {
        const auto isLoopback = [](std::vector<syntax::Field> sent) {
            return addressOf(loopback(), {}, sent).peer.loopback;
        };
        for (const auto* host : {"localhost:80", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.9.9.9:81", "[::1]:8"})
            CPPUNIT_ASSERT_MESSAGE(host, isLoopback({{"Host", host}}));
        CPPUNIT_ASSERT(isLoopback({}));
        CPPUNIT_ASSERT(isLoopback({{"Host", "localhost"}, {"Origin", "http://127.0.0.1:3000"}}));
        for (const auto* host :
             {"www.example.org", "192.0.2.1", "localhost.example", "notlocalhost", "[::2]", "0.0.0.0", "a b"})
            CPPUNIT_ASSERT_MESSAGE(host, !isLoopback({{"Host", host}}));
        CPPUNIT_ASSERT(!isLoopback({{"Host", "127.0.0.1"}, {"Origin", "https://www.example.org"}}));
        // Only the first four were known: behind other proxies, every client seemed to be on this machine.
        for (const auto* name : {"Forwarded",
                                 "X-Forwarded-Proto",
                                 "X-Real-IP",
                                 "Via",
                                 "X-Forwarded",
                                 "X-Client-IP",
                                 "CF-Connecting-IP",
                                 "cf-connecting-ipv6",
                                 "True-Client-IP",
                                 "X-Cluster-Client-IP",
                                 "WL-Proxy-Client-IP",
                                 "X-Vercel-Forwarded-For",
                                 "X-Original-Forwarded-For",
                                 "X-Original-Host",
                                 "Client-IP",
                                 "Fastly-Client-IP",
                                 "X-Envoy-External-Address",
                                 "X-ProxyUser-Ip",
                                 "X-Azure-ClientIP",
                                 "CDN-Loop"})
            CPPUNIT_ASSERT_MESSAGE(name, !isLoopback({{"Host", "localhost"}, {name, ""}}));
    }
    // nginx with only `proxy_pass`: passwords crossed the network unencrypted, and nothing reported it.
    void testProxyThatAddsNothingIsSeenByWhatItsClientsSend() {
        const auto seen = [](std::string_view version, std::vector<syntax::Field> sent) {
            sent.push_back({"Host", "127.0.0.1:8080"});
            const ClientAddress found = addressOf(loopback(), {}, sent, version);
            return std::string(found.trace) + (found.peer.loopback ? " of this machine" : "");
        };
        CPPUNIT_ASSERT_EQUAL("HTTP/1.0"s, seen("HTTP/1.0", {}));
        for (const auto* origin : {"https://www.example.org", "null", "", "garbage"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(origin, "Origin"s, seen("HTTP/1.1", {{"Origin", origin}}));
        for (const auto* page : {"http://www.example.org/", "https://192.0.2.1:8443/a?b", "http://www.example.org",
                                 "http://user@www.example.org/", "//www.example.org/", "http://www.example.org:99999/"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(page, "Referer"s, seen("HTTP/1.1", {{"Referer", page}}));
        CPPUNIT_ASSERT_EQUAL(
            "Origin"s, seen("HTTP/1.1", {{"Sec-Fetch-Site", "same-origin"}, {"Origin", "https://www.example.org"}}));
        CPPUNIT_ASSERT_EQUAL(""s, std::string(addressOf({"192.0.2.1"}, {}, {}, "HTTP/1.0").trace));
    }
    void testBrowserOfThisMachineIsNoProxy() {
        const auto isLoopback = [](std::vector<syntax::Field> sent) {
            sent.push_back({"Host", "localhost:8080"});
            const ClientAddress found = addressOf(loopback(), {}, sent);
            return found.peer.loopback && found.trace.empty();
        };
        for (const auto* page : {"http://localhost:8080/auth/login", "http://[::1]/", "about:blank", "/a", ""})
            CPPUNIT_ASSERT_MESSAGE(page, isLoopback({{"Referer", page}}));
        CPPUNIT_ASSERT(
            isLoopback({{"Sec-Fetch-Site", "cross-site"}, {"Referer", "https://www.example.org/"}})); // a link
        CPPUNIT_ASSERT(isLoopback({{"Sec-Fetch-Site", "same-origin"}, {"Origin", "null"}}));          // no-referrer
    }
    void testMachineThatIsAskedByItsOwnNameHasNoTraceOfAProxy() {
        const std::vector<syntax::Field> sent = {{"Host", "desk.example"}, {"Origin", "http://desk.example"}};
        CPPUNIT_ASSERT(addressOf(loopback(), {}, sent).trace.empty());
        CPPUNIT_ASSERT(!addressOf(loopback(), {}, sent).peer.loopback);
        CPPUNIT_ASSERT_EQUAL("HTTP/1.0"s, std::string(addressOf(loopback(), {}, sent, "HTTP/1.0").trace));
    }
    void testClientThatIsNotNamedIsUnknownAndNeverOfThisMachine() {
        for (const auto* value :
             {"unknown", "_hidden", "203.0.113.9, garbage", "", ",", "127.0.0.1 x", "127.0.0.1,", "[::1"}) {
            const std::vector<syntax::Field> sent = {{"Host", "localhost"}, {"X-Forwarded-For", value}};
            for (const wire::Peer& peer : {loopback(), wire::Peer{"unix"}}) {
                const ClientAddress found = addressOf(peer, behind(wire::ProxyHeader::XForwarded), sent);
                CPPUNIT_ASSERT_EQUAL_MESSAGE(value, "unknown"s, found.peer.address);
                CPPUNIT_ASSERT_MESSAGE(value, !found.peer.loopback);
            }
        }
        for (const auto* value : {"for=unknown", "for=_hidden", "proto=https", "for=127.0.0.1 x"}) {
            const std::vector<syntax::Field> sent = {{"Forwarded", value}, {"X-Forwarded-For", "127.0.0.1"}};
            const ClientAddress found = addressOf(loopback(), behind(wire::ProxyHeader::Forwarded), sent);
            CPPUNIT_ASSERT_MESSAGE(value, found.peer.address == "unknown" && !found.peer.loopback);
        }
    }
    // A program on this machine that requests the site, or the client of a proxy that adds nothing: undecidable.
    void testSchemeOfTheSiteDecidesWhereAProxyMayStand() {
        const auto secure = [](const wire::Peer& peer, const wire::Endpoint& endpoint,
                               std::vector<syntax::Field> sent) {
            return cameSecurely(addressOf(peer, endpoint, sent), endpoint, "https");
        };
        const auto trusting = behind(wire::ProxyHeader::XForwarded);
        CPPUNIT_ASSERT(secure(loopback(), {}, {}) && secure({"unix"}, {}, {}) && secure(loopback(), trusting, {}));
        CPPUNIT_ASSERT(!secure(wire::peerNamed("192.0.2.1"), {}, {})); // its password crossed a network
        CPPUNIT_ASSERT(!secure(wire::peerNamed("192.0.2.1"), trusting, {}));
        CPPUNIT_ASSERT(
            !secure(loopback(), trusting, {{"X-Forwarded-For", "192.0.2.7"}, {"X-Forwarded-Proto", "http"}}));
        CPPUNIT_ASSERT(secure(loopback(), trusting, {{"X-Forwarded-For", "192.0.2.7"}}));
        CPPUNIT_ASSERT(!secure(loopback(), {.httpsPort = 443}, {})); // this server itself speaks TLS
        CPPUNIT_ASSERT(!cameSecurely(addressOf(loopback(), {}, {}), {}, ""));
        CPPUNIT_ASSERT(!cameSecurely(addressOf(loopback(), {}, {}), {}, "http"));
        wire::Peer proxied = wire::peerNamed("192.0.2.1");
        proxied.proxied = true;
        CPPUNIT_ASSERT(secure(proxied, behind(wire::ProxyHeader::ProxyProtocol), {}));
    }
    void testOnlyTheChosenHeaderIsRead() {
        const ClientAddress x = addressOf(loopback(), behind(wire::ProxyHeader::XForwarded), fields);
        CPPUNIT_ASSERT(x.peer.address == "192.0.2.7" && x.scheme == "https" && x.host == "x.example");
        const ClientAddress forwarded = addressOf(loopback(), behind(wire::ProxyHeader::Forwarded), fields);
        CPPUNIT_ASSERT(forwarded.peer.address == "192.0.2.8" && forwarded.scheme.empty());
        CPPUNIT_ASSERT(forwarded.host == "f.example");
        const ClientAddress proxy = addressOf(loopback(), behind(wire::ProxyHeader::ProxyProtocol), fields);
        CPPUNIT_ASSERT(proxy.peer.address == "127.0.0.1" && proxy.host.empty());
    }
    void testOtherPeersAreNotBelieved() {
        const auto endpoint = behind(wire::ProxyHeader::XForwarded);
        CPPUNIT_ASSERT_EQUAL("198.51.100.1"s,
                             addressOf(wire::peerNamed("198.51.100.1"), endpoint, fields).peer.address);
    }
    // "unix" was trusted, but its headers were not read because it is not an address in a range.
    void testProxyOverAUnixSocketIsBelieved() {
        const wire::Peer unixPeer{"unix"};
        const ClientAddress found = addressOf(unixPeer, behind(wire::ProxyHeader::XForwarded), fields);
        CPPUNIT_ASSERT(found.peer.address == "192.0.2.7" && found.scheme == "https" && !found.peer.loopback);
        const std::vector<syntax::Field> two = {{"X-Forwarded-For", "192.0.2.6, 192.0.2.7"}};
        CPPUNIT_ASSERT_EQUAL("192.0.2.7"s,
                             addressOf(unixPeer, behind(wire::ProxyHeader::XForwarded), two).peer.address);
    }
    void testProxyThatSaysNothingMayHaveAnyClient() {
        const auto endpoint = behind(wire::ProxyHeader::XForwarded);
        const ClientAddress overUnix = addressOf({"unix"}, endpoint, {});
        CPPUNIT_ASSERT(overUnix.peer.address == "unix" && !overUnix.peer.loopback && overUnix.scheme.empty());
        const ClientAddress found = addressOf(loopback(), endpoint, {});
        CPPUNIT_ASSERT(found.peer.address == "127.0.0.1" && !found.peer.loopback);
    }
    void testClientIsNotOnThisMachineThoughItsProxyIs() {
        CPPUNIT_ASSERT(!addressOf(loopback(), behind(wire::ProxyHeader::XForwarded), fields).peer.loopback);
        const std::vector<syntax::Field> local = {{"X-Forwarded-For", "::1"}};
        CPPUNIT_ASSERT(addressOf(loopback(), behind(wire::ProxyHeader::XForwarded), local).peer.loopback);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ClientAddressTest);
