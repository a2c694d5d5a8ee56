// SPDX-License-Identifier: Apache-2.0
// Host and port: names, addresses, and texts that resemble one.
#include "http/syntax/address/host_header.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;
using Kind = Host::Kind;

class HostHeaderTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HostHeaderTest);
    CPPUNIT_TEST(testNamesAndAddressesAreDistinguished);
    CPPUNIT_TEST(testPortIsReadAndHasOneSpelling);
    CPPUNIT_TEST(testBadNamesAreRefused);
    CPPUNIT_TEST(testNumbersThatAreNoAddressAreRefused);
    CPPUNIT_TEST(testBadBracketsAreRefused);
    CPPUNIT_TEST(testNulHidesNothing);
    CPPUNIT_TEST(testNamesAtTheLimitsAreTakenAndOneByteMoreIsRefused);
    CPPUNIT_TEST(testHostIsThereOnceAsItsVersionWants);
    CPPUNIT_TEST(testSameNameHasAnyCaseAndMayHaveTheRootsDot);
    CPPUNIT_TEST(testLocalhostIsWhatNoServerOfNamesCanGive);
    CPPUNIT_TEST(testSchemeGivesThePortThatIsNotThere);
    CPPUNIT_TEST_SUITE_END();

    static void expect(const char* text, Kind kind, std::string_view name, int port) {
        const std::optional<Host> host = parseHost(text);
        CPPUNIT_ASSERT_MESSAGE(text, host && host->kind == kind && host->name == name);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(text, port, int{host->port});
    }
    static void expectRefused(std::initializer_list<const char*> texts) {
        for (const char* text : texts) CPPUNIT_ASSERT_MESSAGE(text, !parseHost(text));
    }

public:
    void testNamesAndAddressesAreDistinguished() {
        expect("localhost", Kind::Name, "localhost", 0);
        expect("Example.org:8080", Kind::Name, "Example.org", 8080);
        expect("example.org.", Kind::Name, "example.org.", 0);
        expect("my_app-1.internal", Kind::Name, "my_app-1.internal", 0);
        expect("xn--mnchen-3ya.de", Kind::Name, "xn--mnchen-3ya.de", 0);
        expect("1and1.com", Kind::Name, "1and1.com", 0);
        expect("127.0.0.1:80", Kind::IPv4, "127.0.0.1", 80);
        expect("[::1]", Kind::IPv6, "::1", 0);
        expect("[2001:DB8::a]:8443", Kind::IPv6, "2001:DB8::a", 8443);
        expect("[::ffff:192.0.2.1]", Kind::IPv6, "::ffff:192.0.2.1", 0);
    }

    void testPortIsReadAndHasOneSpelling() {
        expect("a:1", Kind::Name, "a", 1);
        expect("a:65535", Kind::Name, "a", 65535);
        expectRefused({"a:", "a:0", "a:65536", "a:99999", "a:080", "a:+80", "a:-1", "a: 80", "a:80 ", "a:8o",
                       "a:100000", "a:80:80", ":80", "[::1]:"});
    }

    void testBadNamesAreRefused() {
        expectRefused({"",    ".",         "..",   ".a",   "a..b", "a b", " a",  "a ",    "a/b",
                       "a@b", "user:pw@a", "a%41", "a\\b", "a?b",  "a#b", "a,b", "a\r\n", "caf\xc3\xa9.org",
                       "*",   "a*",        "a..",  "<a>",  "a\tb"});
    }

    void testNumbersThatAreNoAddressAreRefused() {
        expectRefused({"127.1", "1", "2130706433", "0x7f000001", "0x7f.1", "a.0x1", "256.0.0.1", "1.2.3", "1.2.3.4.5",
                       "1.2.3.4.", "01.2.3.4", "1.2.3.04", "a.1", "example.123"});
    }

    void testBadBracketsAreRefused() {
        expectRefused({"[", "]", "[]", "[::1", "::1", "::1]", "[::1]x", "[::1]80", "[127.0.0.1]", "[localhost]",
                       "[::1%25eth0]", "[fe80::1%eth0]", "[v1.x]", "[[::1]]", "[:::1]", "[1:2:3:4:5:6:7:8:9]",
                       "[::1]:80]"});
    }

    // The C library reads up to the NUL: an address with further bytes must not count as the address.
    void testNulHidesNothing() {
        for (const std::string& text : {std::string("127.0.0.1\0x", 11), std::string("[::1\0x]", 7),
                                        std::string("a\0", 2), std::string("a:80\0", 5)})
            CPPUNIT_ASSERT(!parseHost(text));
    }

    void testNamesAtTheLimitsAreTakenAndOneByteMoreIsRefused() {
        const std::string label(mostLabelBytes, 'a');
        CPPUNIT_ASSERT(parseHost(label) && !parseHost(label + "a"));
        const std::string name = label + "." + label + "." + label + "." + std::string(61, 'b');
        CPPUNIT_ASSERT_EQUAL(mostHostBytes, name.size());
        CPPUNIT_ASSERT(parseHost(name) && parseHost(name + ".") && !parseHost(name + "b"));
    }

    void testSameNameHasAnyCaseAndMayHaveTheRootsDot() {
        CPPUNIT_ASSERT(isSameName("www.example.org.", "WWW.example.org") && isSameName("a", "a.") &&
                       isSameName("a.", "a."));
        CPPUNIT_ASSERT(!isSameName("a..", "a") && !isSameName("a", "b") && !isSameName("", "a"));
    }

    void testLocalhostIsWhatNoServerOfNamesCanGive() {
        for (const auto* text : {"localhost", "LocalHost:80", "localhost.", "a.localhost", "a.b.localhost.",
                                 "127.0.0.1", "127.255.0.9:1", "[::1]", "[::ffff:127.0.0.1]"})
            CPPUNIT_ASSERT_MESSAGE(text, isLocalhost(parseHost(text).value()));
        for (const auto* text : {"localhost.example", "notlocalhost", "a.localhosts", "128.0.0.1", "0.0.0.0", "[::]",
                                 "[::2]", "[1::1]", "localdomain", "h"})
            CPPUNIT_ASSERT_MESSAGE(text, !isLocalhost(parseHost(text).value()));
    }

    void testHostIsThereOnceAsItsVersionWants() {
        const Field good{"hOST", "a"};
        const Field bad{"Host", "a b"};
        const Field other{"X-Host", "a"};
        const auto has = [](std::vector<Field> fields, std::string_view version) {
            return hasItsHost(fields, version);
        };
        CPPUNIT_ASSERT(has({other, good}, "HTTP/1.1") && has({good}, "HTTP/1.0") && has({other}, "HTTP/1.0"));
        CPPUNIT_ASSERT(!has({}, "HTTP/1.1") && !has({other}, "HTTP/1.1"));
        for (const char* version : {"HTTP/1.0", "HTTP/1.1"})
            CPPUNIT_ASSERT(!has({bad}, version) && !has({good, good}, version) && !has({good, bad}, version));
    }

    void testSchemeGivesThePortThatIsNotThere() {
        CPPUNIT_ASSERT_EQUAL(80, int{parseHost("a").value().portFor("http")});
        CPPUNIT_ASSERT_EQUAL(443, int{parseHost("a").value().portFor("HTTPS")});
        CPPUNIT_ASSERT_EQUAL(8080, int{parseHost("a:8080").value().portFor("https")});
        CPPUNIT_ASSERT_EQUAL(0, int{parseHost("a").value().portFor("ftp")});
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HostHeaderTest);
