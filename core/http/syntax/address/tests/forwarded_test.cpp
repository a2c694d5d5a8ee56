// SPDX-License-Identifier: Apache-2.0
// The client behind proxies: only headers of trusted proxies are believed.
#include "http/syntax/address/forwarded.h"

#include <cppunit/extensions/HelperMacros.h>

#include <vector>

using namespace portico::http::syntax;
using namespace std::string_literals;

namespace {

const std::vector<AddressRange> trusted = {AddressRange::parse("10.0.0.0/8").value(),
                                           AddressRange::parse("fd00::/8").value()};

ForwardedClient forwarded(const std::vector<Field>& fields, std::string_view peer = "10.0.0.1") {
    return clientOf(peer, trusted, ForwardedStyle::Forwarded, fields);
}
std::string rfc(std::string_view value, std::string_view peer = "10.0.0.1") {
    return forwarded({{"Forwarded", value}}, peer).address;
}
ForwardedClient xForwarded(const std::vector<Field>& fields, std::string_view peer = "10.0.0.1") {
    return clientOf(peer, trusted, ForwardedStyle::XForwarded, fields);
}
std::string x(std::string_view value, std::string_view peer = "10.0.0.1") {
    return xForwarded({{"X-Forwarded-For", value}}, peer).address;
}

} // namespace

class ForwardedTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ForwardedTest);
    CPPUNIT_TEST(testPeerIsTheClientUnlessItIsTrusted);
    CPPUNIT_TEST(testFirstUntrustedAddressFromTheRightIsTheClient);
    CPPUNIT_TEST(testClientThatIsTrustedItselfIsTheClient);
    CPPUNIT_TEST(testAddressesAreReadInEveryForm);
    CPPUNIT_TEST(testMalformedElementEndsTheWalk);
    CPPUNIT_TEST(testHiddenAddressEndsTheWalk);
    CPPUNIT_TEST(testEmptyElementHidesTheClientInTheListOfNoStandard);
    CPPUNIT_TEST(testProxyThatSaysNothingHasNoNamedClient);
    CPPUNIT_TEST(testSchemeCountsThoughTheClientIsNotNamed);
    CPPUNIT_TEST(testLoopbackIsOursOnlyIfEveryHopIs);
    CPPUNIT_TEST(testEveryHeaderOfProxiesIsKnown);
    CPPUNIT_TEST(testQuoteOfAClientDoesNotSwallowWhatAProxyWrote);
    CPPUNIT_TEST(testSeveralFieldsAreOneList);
    CPPUNIT_TEST(testOnlyTheChosenStyleCounts);
    CPPUNIT_TEST(testSchemeAndHostAreOfTheOutermostTrustedProxy);
    CPPUNIT_TEST(testSchemeAndHostOfOldHeadersAreCountedFromTheRight);
    CPPUNIT_TEST(testUnknownSchemesAndBadHostsAreNotSaid);
    CPPUNIT_TEST(testWalkEndsAtTheMostHops);
    CPPUNIT_TEST_SUITE_END();

public:
    void testPeerIsTheClientUnlessItIsTrusted() {
        CPPUNIT_ASSERT_EQUAL("192.0.2.9"s, rfc("for=1.1.1.1;proto=https", "192.0.2.9"));
        CPPUNIT_ASSERT_EQUAL("192.0.2.9"s, x("1.1.1.1", "192.0.2.9"));
        CPPUNIT_ASSERT(forwarded({{"Forwarded", "for=1.1.1.1;proto=https;host=a"}}, "192.0.2.9").scheme.empty());
        CPPUNIT_ASSERT_EQUAL("10.0.0.1"s, forwarded({}).address);
        CPPUNIT_ASSERT_EQUAL("10.0.0.1"s, forwarded({}, "::ffff:10.0.0.1").address);
        CPPUNIT_ASSERT_EQUAL("1.1.1.1"s, rfc("for=1.1.1.1", "::ffff:10.0.0.1"));
        CPPUNIT_ASSERT_EQUAL("unix"s, x("1.1.1.1", "unix"));
        CPPUNIT_ASSERT_EQUAL("1.1.1.1"s, x("2.2.2.2, 1.1.1.1", trustedSocket));
        CPPUNIT_ASSERT_EQUAL("10.0.0.1"s, clientOf("10.0.0.1", {}, ForwardedStyle::XForwarded, {}).address);
    }
    void testFirstUntrustedAddressFromTheRightIsTheClient() {
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, rfc("for=1.1.1.1, for=2.2.2.2, for=10.9.9.9"));
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, x("1.1.1.1, 2.2.2.2,10.9.9.9"));
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, x("10.3.3.3, 2.2.2.2"));
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, x("2.2.2.2, fd00::7"));
    }
    void testClientThatIsTrustedItselfIsTheClient() {
        CPPUNIT_ASSERT_EQUAL("10.5.5.5"s, x("10.5.5.5, 10.9.9.9"));
        CPPUNIT_ASSERT_EQUAL("10.5.5.5"s, rfc("for=10.5.5.5, for=10.9.9.9"));
    }
    void testAddressesAreReadInEveryForm() {
        CPPUNIT_ASSERT_EQUAL("2001:db8::1"s, rfc("For=\"[2001:DB8::1]:4711\";by=x"));
        CPPUNIT_ASSERT_EQUAL("2001:db8::1"s, rfc("for=\"[2001:db8::1]\""));
        CPPUNIT_ASSERT_EQUAL("192.0.2.1"s, rfc("proto=http; for=\"192.0.2.1:80\" ; by=10.0.0.1;;"));
        for (const auto* value : {"2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:99", " 2001:0db8::0001 "})
            CPPUNIT_ASSERT_EQUAL("2001:db8::1"s, x(value));
        CPPUNIT_ASSERT_EQUAL("192.0.2.1"s, x("192.0.2.1:443"));
    }
    void testMalformedElementEndsTheWalk() {
        for (const auto* value :
             {"for", "for=", "for=1.1.1.1;", "for=1.1.1.1;for=2.2.2.2", "for =1.1.1.1", "for= 1.1.1.1", "for=1.1.1.1 x",
              "for=\"1.1.1.1", "for=\"1.1.1.1\"x", "=1.1.1.1", "for=\"1.1\\.1.1\"", "for=[2001:db8::1]",
              "for=\"2001:db8::1", "1.1.1.1", "for=1.1.1.1;proto=a;proto=b"}) {
            const std::string list = "for=2.2.2.2, "s + value + ", for=10.9.9.9";
            const std::string expected = value == "for=1.1.1.1;"s ? "1.1.1.1" : "unknown"; // a pair may be empty
            CPPUNIT_ASSERT_EQUAL_MESSAGE(value, expected, rfc(list));
        }
        for (const auto* value :
             {"for=1.1.1.1", "1.1.1.1 2.2.2.2", "1.1.1", "a.example", "\"1.1.1.1\"", "1.1.1.1:", "1.1.1.1:0", "::g"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(value, "unknown"s, x("2.2.2.2, "s + value + ", 10.9.9.9"));
    }
    void testHiddenAddressEndsTheWalk() {
        for (const auto* value :
             {"for=unknown", "for=_hidden", "for=\"_hidden:_port\"", "for=\"unknown:80\"", "proto=http"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(value, "unknown"s, rfc("for=2.2.2.2, "s + value + ", for=10.9.9.9"));
        const ForwardedClient hidden = forwarded({{"Forwarded", "for=_secret;proto=https;host=a.example"}});
        CPPUNIT_ASSERT(hidden.address == "unknown" && !hidden.named && hidden.scheme == "https" &&
                       hidden.host == "a.example");
        CPPUNIT_ASSERT_EQUAL("unknown"s, x("2.2.2.2, unknown, 10.9.9.9"));
    }
    // If a proxy wrote an empty address, the client could choose its address with the elements in front.
    void testEmptyElementHidesTheClientInTheListOfNoStandard() {
        for (const auto* value : {"", " ", ",", "127.0.0.1,", "127.0.0.1, ,10.9.9.9"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(value, "unknown"s, x(value));
        CPPUNIT_ASSERT_EQUAL("unknown"s,
                             xForwarded({{"X-Forwarded-For", "127.0.0.1"}, {"X-Forwarded-For", ""}}).address);
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, x(",,2.2.2.2")); // written by the client
    }
    void testProxyThatSaysNothingHasNoNamedClient() {
        for (const ForwardedClient& client : {forwarded({}), xForwarded({}), forwarded({{"Forwarded", ""}})})
            CPPUNIT_ASSERT(!client.named && !client.loopback && client.address == "10.0.0.1");
        CPPUNIT_ASSERT(xForwarded({}, "192.0.2.9").named && x("10.5.5.5", "10.0.0.1") == "10.5.5.5");
    }
    void testSchemeCountsThoughTheClientIsNotNamed() {
        const ForwardedClient client = xForwarded({{"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "a.example"}});
        CPPUNIT_ASSERT(client.scheme == "https" && client.host == "a.example");
        CPPUNIT_ASSERT(client.address == "unknown" && !client.named);
        CPPUNIT_ASSERT(forwarded({{"Forwarded", "proto=https"}}).scheme == "https");
    }
    // A loopback address reported by a proxy on another machine is that machine.
    void testLoopbackIsOursOnlyIfEveryHopIs() {
        const std::vector<AddressRange> both = {AddressRange::parse("10.0.0.0/8").value(),
                                                AddressRange::parse("127.0.0.1").value()};
        const auto loopback = [&](std::string_view peer, std::string_view value) {
            const std::vector<Field> fields = {{"X-Forwarded-For", value}};
            return clientOf(peer, both, ForwardedStyle::XForwarded, fields).loopback;
        };
        CPPUNIT_ASSERT(loopback("127.0.0.1", "::1") && loopback(trustedSocket, "127.0.0.9"));
        CPPUNIT_ASSERT(loopback("127.0.0.1", "127.0.0.2, 127.0.0.1"));
        CPPUNIT_ASSERT(!loopback("10.0.0.1", "127.0.0.1") && !loopback("127.0.0.1", "127.0.0.2, 10.0.0.1"));
        CPPUNIT_ASSERT(!loopback("127.0.0.1", "2.2.2.2") && !loopback("127.0.0.1", "unknown"));
        CPPUNIT_ASSERT(!clientOf("127.0.0.1", both, ForwardedStyle::XForwarded, {}).loopback);
    }
    void testEveryHeaderOfProxiesIsKnown() {
        for (const auto* name :
             {"Forwarded", "x-forwarded-for", "X-FORWARDED-PROTO", "X-Forwarded-Server", "X-Real-IP", "via"}) {
            const std::vector<Field> fields = {{"Host", "a"}, {name, ""}};
            CPPUNIT_ASSERT_EQUAL(std::string(name), std::string(forwardingField(fields)));
        }
        const std::vector<Field> fields = {
            {"Host", "a"}, {"X-Forward", "b"}, {"X-Original", "c"}, {"X-Real", "d"}, {"Vi", "e"}};
        CPPUNIT_ASSERT(forwardingField(fields).empty());
    }
    // Read from the left, the open quote turned the whole list into one malformed element: the client could pose as its own
    // proxy.
    void testQuoteOfAClientDoesNotSwallowWhatAProxyWrote() {
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, rfc("for=\"6.6.6.6, for=2.2.2.2"));
        CPPUNIT_ASSERT_EQUAL("2001:db8::2"s, rfc("for=6.6.6.6;x=\", for=\"[2001:db8::2]\";proto=https"));
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, x("\", 2.2.2.2"));
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, rfc("for=6.6.6.6;a=\"\\\", for=2.2.2.2"));
    }
    void testSeveralFieldsAreOneList() {
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, forwarded({{"Forwarded", "for=1.1.1.1, for=2.2.2.2"},
                                                    {"Accept", "a, b"},
                                                    {"forwarded", ""},
                                                    {"FORWARDED", " , for=10.1.1.1 ,,"}})
                                             .address);
        CPPUNIT_ASSERT_EQUAL("1.1.1.1"s,
                             xForwarded({{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "10.9.9.9"}}).address);
    }
    void testOnlyTheChosenStyleCounts() {
        const std::vector<Field> both = {{"Forwarded", "for=1.1.1.1;proto=https;host=a"},
                                         {"X-Forwarded-For", "2.2.2.2"},
                                         {"X-Forwarded-Proto", "http"}};
        CPPUNIT_ASSERT(forwarded(both).address == "1.1.1.1" && forwarded(both).scheme == "https");
        CPPUNIT_ASSERT(xForwarded(both).address == "2.2.2.2" && xForwarded(both).scheme == "http");
        CPPUNIT_ASSERT(xForwarded(both).host.empty());
    }
    void testSchemeAndHostAreOfTheOutermostTrustedProxy() {
        const ForwardedClient client = forwarded({{"Forwarded", "for=6.6.6.6;proto=http;host=evil, "
                                                                "for=2.2.2.2;proto=HTTPS;host=\"a.example:8443\", "
                                                                "for=10.9.9.9;proto=http;host=inner"}});
        CPPUNIT_ASSERT(client.address == "2.2.2.2" && client.scheme == "https" && client.host == "a.example:8443");
        const ForwardedClient silent = forwarded({{"Forwarded", "for=2.2.2.2, for=10.9.9.9;proto=https;host=inner"}});
        CPPUNIT_ASSERT(silent.scheme.empty() && silent.host.empty());
        const ForwardedClient broken = forwarded({{"Forwarded", "for=2.2.2.2;proto=, for=10.9.9.9;proto=https"}});
        CPPUNIT_ASSERT(broken.address == "unknown" && broken.scheme == "https");
    }
    void testSchemeAndHostOfOldHeadersAreCountedFromTheRight() {
        const auto scheme = [](std::string_view addresses, std::string_view schemes) {
            return std::string(xForwarded({{"X-Forwarded-For", addresses}, {"X-Forwarded-Proto", schemes}}).scheme);
        };
        CPPUNIT_ASSERT_EQUAL("https"s, scheme("2.2.2.2, 10.9.9.9", "https"));
        CPPUNIT_ASSERT_EQUAL("https"s, scheme("2.2.2.2, 10.9.9.9", "https, http"));
        CPPUNIT_ASSERT_EQUAL("http"s, scheme("2.2.2.2", "https, http")); // the client wrote the left one
        CPPUNIT_ASSERT_EQUAL("http"s, scheme("6.6.6.6, 2.2.2.2, 10.9.9.9", "https, http, https"));
        CPPUNIT_ASSERT_EQUAL(""s, scheme("2.2.2.2", ""));
        const ForwardedClient client =
            xForwarded({{"X-Forwarded-For", "2.2.2.2"}, {"X-Forwarded-Host", "evil, a.example"}});
        CPPUNIT_ASSERT(client.host == "a.example");
    }
    void testUnknownSchemesAndBadHostsAreNotSaid() {
        for (const auto* value : {"ftp", "https2", "http/1.1", "on"})
            CPPUNIT_ASSERT(xForwarded({{"X-Forwarded-For", "2.2.2.2"}, {"X-Forwarded-Proto", value}}).scheme.empty());
        for (const auto* value : {"a b", "a/b", "user@a", "a:99999", ""})
            CPPUNIT_ASSERT(xForwarded({{"X-Forwarded-For", "2.2.2.2"}, {"X-Forwarded-Host", value}}).host.empty());
    }
    void testWalkEndsAtTheMostHops() {
        std::string hops = "2.2.2.2";
        for (std::size_t i = 1; i < mostForwardedHops; ++i) hops += ", 10.0.0.9";
        CPPUNIT_ASSERT_EQUAL("2.2.2.2"s, x(hops));
        CPPUNIT_ASSERT_EQUAL("unknown"s, x(hops + ", 10.0.0.8"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ForwardedTest);
