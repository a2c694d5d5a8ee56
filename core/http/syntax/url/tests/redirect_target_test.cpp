// SPDX-License-Identifier: Apache-2.0
// Redirect targets: every known way to disguise another site as a path of this one is refused.
#include "http/syntax/url/redirect_target.h"

#include "http/syntax/url/path.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico::http::syntax;
using namespace std::string_literals;

namespace {

const std::array otherSites = {
    // other schemes and hosts
    "http://evil.example"s,
    "https://evil.example/"s,
    "HTTP://EVIL.EXAMPLE"s,
    "//evil.example"s,
    "///evil.example"s,
    "////evil.example"s,
    "//evil.example/%2e%2e"s,
    "/\\evil.example"s,
    "\\\\evil.example"s,
    "\\/evil.example"s,
    "/\\/evil.example"s,
    "//\\evil.example"s,
    "\\evil.example"s,
    "javascript:alert(1)"s,
    "JaVaScRiPt:alert(1)"s,
    "java\nscript:alert(1)"s,
    "data:text/html,x"s,
    "vbscript:x"s,
    "mailto:a@evil.example"s,
    "file:///etc/passwd"s,
    "blob:http://evil.example/x"s,
    "http:evil.example"s,
    "http:/evil.example"s,
    "https:\\\\evil.example"s,
    // bytes that browsers drop or trim
    "/\t/evil.example"s,
    "/\n/evil.example"s,
    "/\r/evil.example"s,
    "\t//evil.example"s,
    " //evil.example"s,
    "\n//evil.example"s,
    "/\t\\evil.example"s,
    "\0//evil.example"s,
    "/\0/evil.example"s,
    " /a"s,
    "/a "s,
    "\x01//evil.example"s,
    "\x7f//evil.example"s,
    "\x0b//evil.example"s,
    "\x0c//evil.example"s,
    "\xe3\x80\x80//evil.example"s,
    "\xef\xbb\xbf//evil.example"s,
    "\xc2\xa0//evil.example"s,
    "\xe2\x80\x8b//evil.example"s,
    // encoded separators, for clients that decode first
    "/%2f/evil.example"s,
    "/%2fevil.example"s,
    "/%2F%2Fevil.example"s,
    "/%5cevil.example"s,
    "/%5Cevil.example"s,
    "%2f%2fevil.example"s,
    "%5c%5cevil.example"s,
    "/%09/evil.example"s,
    "/%0a/evil.example"s,
    "/%0d/evil.example"s,
    "/%0d%0aLocation:%20http://evil.example"s,
    "/%00//evil.example"s,
    "/%c0%afevil.example"s,
    "/%e0%80%afevil.example"s,
    // paths that become another site when dots are resolved
    "/.//evil.example"s,
    "/..//evil.example"s,
    "/a/..//evil.example"s,
    "/%2e//evil.example"s,
    "/%2e%2e//evil.example"s,
    "/a/%2e%2e//evil.example"s,
    "/./\\evil.example"s,
    "/../evil.example"s,
    "/;//evil.example"s,
    "/a//evil.example"s,
    // targets that split a response or are not a path
    "/a\r\nSet-Cookie: a=b"s,
    "/a\nX: y"s,
    "/a\rX: y"s,
    "/a\r\n\r\n<script>"s,
    ""s,
    "a"s,
    "a/b"s,
    "?a"s,
    "#a"s,
    "."s,
    "../a"s,
    "*"s,
    "@evil.example"s,
    "evil.example"s,
    "/a\\b"s,
    "/a?b\\c"s,
    "/a#b\\c"s,
    "/a#b c"s,
    "/<a>"s,
    "/a\"b"s,
    "/\xff"s,
    "/\xc3\xa4"s,
    "/%zz"s,
    "/%"s,
    "/a?\xff"s,
    "//"s,
    "//evil.example/%2f.."s,
    "//evil.example@good.example"s,
    "//good.example@evil.example"s,
    "//[::1]/"s,
    "//127.0.0.1"s,
    "//2130706433"s,
    "//evil%E3%80%82example"s,
    "./evil"s,
    "../evil"s,
    ":80/"s,
    ".evil.example"s,
    "private"s,
    "https:evil.example"s,
    "https:/evil.example"s,
    "https:///evil.example"s,
    "http:\\\\evil.example"s,
    "ftp://evil.example"s,
    "javascript://%0aalert(1)"s,
    "java\tscript:alert(1)"s,
    "about:blank"s,
    "view-source:x"s,
    "http://localhost/"s,
    "://evil.example"s,
    "/%2f%2fevil.example"s,
    "/%5c%5cevil.example"s,
    "/.%2fevil"s,
    "/a%2fb"s,
    "/%7f"s,
    "/%c2%85/"s,
    "/a/%2f/evil"s,
    "/a/%5c"s,
    "/%2e%2e/evil"s,
    "/%2"s,
    "/ /evil.example"s,
    "/a b"s,
    "/a?b\r\nc"s,
    "/a#\n"s,
    "/\xc2\xa0"s,
    "/\xe2\x81\x84/evil"s,
    "/\x01/evil.example"s,
    // characters that resemble a slash or a dot
    "\xef\xbc\x8f\xef\xbc\x8f"
    "evil.example"s,
    "/\xef\xbc\x8f"
    "evil.example"s,
    "/\xe2\x88\x95"
    "evil.example"s,
    "/\xe3\x80\x82"s,
};

class RedirectTargetTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RedirectTargetTest);
    CPPUNIT_TEST(testOtherSitesInEverySpellingAreRefused);
    CPPUNIT_TEST(testEveryByteAfterTheFirstSlashLeadsToThisSiteOrIsRefused);
    CPPUNIT_TEST(testPlacesOnThisSiteAreTaken);
    CPPUNIT_TEST(testTargetOfTheLimitIsTakenAndOneByteMoreIsRefused);
    CPPUNIT_TEST_SUITE_END();

    void testOtherSitesInEverySpellingAreRefused() {
        CPPUNIT_ASSERT(otherSites.size() >= 60);
        for (const std::string& target : otherSites) CPPUNIT_ASSERT_MESSAGE("taken: " + target, !isLocalTarget(target));
    }
    void testEveryByteAfterTheFirstSlashLeadsToThisSiteOrIsRefused() {
        for (int byte = 0; byte < 256; ++byte) {
            const char c = static_cast<char>(byte);
            const bool local = isLocalTarget("/"s + c + "/evil.example");
            const bool plain = byte > 0x20 && byte < 0x7f && "/\\%\"<>^`{}."s.find(c) == std::string::npos;
            CPPUNIT_ASSERT_EQUAL_MESSAGE("byte " + std::to_string(byte), plain || c == '.', local);
        }
    }
    void testPlacesOnThisSiteAreTaken() {
        for (const auto* target : {"/",
                                   "/private",
                                   "/private/",
                                   "/auth/login?next=%2Fa%3Fb%3D%252F",
                                   "/search?q=http://evil.example",
                                   "/?next=%2Fprivate",
                                   "/a/b?c=d&e=%20f",
                                   "/a?next=//evil.example",
                                   "/a#top",
                                   "/a?b#c",
                                   "/a/../b",
                                   "/%C3%A4",
                                   "/@evil.example",
                                   "/evil.example",
                                   "/a:b",
                                   "/a;b=c",
                                   "/?",
                                   "/#",
                                   "/a?q=%2f%2fevil",
                                   "/a%20b"})
            CPPUNIT_ASSERT_MESSAGE(target, isLocalTarget(target));
        CPPUNIT_ASSERT(!isLocalTarget("/http://x"));
    }
    void testTargetOfTheLimitIsTakenAndOneByteMoreIsRefused() {
        const std::string longest = "/" + std::string(defaultTargetBytes - 1, 'a');
        CPPUNIT_ASSERT(isLocalTarget(longest));
        CPPUNIT_ASSERT(!isLocalTarget(longest + "a"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RedirectTargetTest);

} // namespace
