// SPDX-License-Identifier: Apache-2.0
// The Cookie header: no neighboring cookie can hide, replace or swallow ours.
#include "http/syntax/fields/cookies.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using namespace std::string_literals;

namespace {

class CookiesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CookiesTest);
    CPPUNIT_TEST(testCookiesComeAsTheyWereSent);
    CPPUNIT_TEST(testNameInAnotherCaseIsAnotherCookie);
    CPPUNIT_TEST(testUnterminatedQuoteSwallowsNothing);
    CPPUNIT_TEST(testQuotesAndBackslashesAreBytesLikeOthers);
    CPPUNIT_TEST(testNothingIsDecoded);
    CPPUNIT_TEST(testCookieThatCameTwiceIsAbsent);
    CPPUNIT_TEST(testOnlySemicolonsPart);
    CPPUNIT_TEST(testPiecesWithoutANameArePassedOver);
    CPPUNIT_TEST(testSpacesAroundAPieceDoNotCount);
    CPPUNIT_TEST(testNamesThatDifferByASpaceDiffer);
    CPPUNIT_TEST(testControlsRefuseTheHeader);
    CPPUNIT_TEST(testHeaderOfTheLimitIsTakenAndOneByteMoreIsRefused);
    CPPUNIT_TEST(testCookiesUpToTheLimitAreTakenAndOneMoreIsRefused);
    CPPUNIT_TEST_SUITE_END();

    static std::string valueOf(std::string_view header, std::string_view name) {
        const auto cookies = parseCookies(header);
        return cookies ? std::string(cookies->find(name).value_or("absent")) : "refused";
    }

    void testCookiesComeAsTheyWereSent() {
        const auto cookies = parseCookies("a=1; b=2;c=3").value();
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, cookies.all().size());
        CPPUNIT_ASSERT_EQUAL("b"s, std::string(cookies.all()[1].name));
        CPPUNIT_ASSERT_EQUAL("3"s, valueOf("a=1; b=2;c=3", "c"));
        CPPUNIT_ASSERT_EQUAL("absent"s, valueOf("a=1", "b"));
        CPPUNIT_ASSERT(parseCookies("").value().all().empty());
    }
    void testNameInAnotherCaseIsAnotherCookie() {
        CPPUNIT_ASSERT_EQUAL("good"s, valueOf("__host-sid=evil; __Host-sid=good", "__Host-sid"));
        CPPUNIT_ASSERT_EQUAL("good"s, valueOf("__Host-sid=good; __HOST-SID=evil", "__Host-sid"));
        CPPUNIT_ASSERT_EQUAL("absent"s, valueOf("__host-sid=evil", "__Host-sid"));
    }
    void testUnterminatedQuoteSwallowsNothing() {
        CPPUNIT_ASSERT_EQUAL("good"s, valueOf("a=\"unterminated; __Host-sid=good", "__Host-sid"));
        CPPUNIT_ASSERT_EQUAL("good"s, valueOf("a=\"x; __Host-sid=good; b=y\"", "__Host-sid"));
        CPPUNIT_ASSERT_EQUAL("\"x"s, valueOf("a=\"x; __Host-sid=good; b=y\"", "a"));
        CPPUNIT_ASSERT_EQUAL("good"s, valueOf("$Version=1; a=\"x\\\"; __Host-sid=good; b=\"", "__Host-sid"));
    }
    void testQuotesAndBackslashesAreBytesLikeOthers() {
        CPPUNIT_ASSERT_EQUAL("\"good\""s, valueOf("sid=\"good\"", "sid"));
        CPPUNIT_ASSERT_EQUAL("a\\073b"s, valueOf("sid=a\\073b", "sid"));
        CPPUNIT_ASSERT_EQUAL("good"s, valueOf("a=\\; sid=good", "sid"));
    }
    void testNothingIsDecoded() {
        CPPUNIT_ASSERT_EQUAL("a%3Bb+c"s, valueOf("sid=a%3Bb+c", "sid"));
        CPPUNIT_ASSERT_EQUAL("absent"s, valueOf("s%69d=evil", "sid"));
    }
    void testCookieThatCameTwiceIsAbsent() {
        CPPUNIT_ASSERT_EQUAL("absent"s, valueOf("sid=good; sid=evil", "sid"));
        CPPUNIT_ASSERT_EQUAL("absent"s, valueOf("sid=same; sid=same", "sid"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, parseCookies("sid=a; sid=b").value().count("sid"));
    }
    void testOnlySemicolonsPart() {
        CPPUNIT_ASSERT_EQUAL("1, sid=evil"s, valueOf("a=1, sid=evil", "a"));
        CPPUNIT_ASSERT_EQUAL("absent"s, valueOf("a=1, sid=evil", "sid"));
        CPPUNIT_ASSERT_EQUAL("1 sid=evil"s, valueOf("a=1 sid=evil", "a"));
        CPPUNIT_ASSERT_EQUAL("b=c="s, valueOf("a=b=c=", "a"));
    }
    void testPiecesWithoutANameArePassedOver() {
        const auto cookies = parseCookies(";; =value; lonely; ; a=1;").value();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, cookies.all().size());
        CPPUNIT_ASSERT_EQUAL("1"s, std::string(cookies.find("a").value()));
        CPPUNIT_ASSERT_EQUAL(""s, valueOf("a=", "a"));
    }
    void testSpacesAroundAPieceDoNotCount() { CPPUNIT_ASSERT_EQUAL("1"s, valueOf(" \t a=1 \t ; b=2", "a")); }
    void testNamesThatDifferByASpaceDiffer() {
        CPPUNIT_ASSERT_EQUAL("absent"s, valueOf("sid =evil", "sid"));
        CPPUNIT_ASSERT_EQUAL("good"s, valueOf("sid =evil; sid=good", "sid"));
        CPPUNIT_ASSERT_EQUAL("absent"s, valueOf("\xc2\xa0sid=evil", "sid"));
    }
    void testControlsRefuseTheHeader() {
        for (int byte = 0; byte < 0x20; ++byte)
            if (byte != '\t') CPPUNIT_ASSERT_EQUAL("refused"s, valueOf("a=b"s + static_cast<char>(byte), "a"));
        CPPUNIT_ASSERT_EQUAL("refused"s, valueOf("a=\x7f", "a"));
        CPPUNIT_ASSERT_EQUAL("refused"s, valueOf("sid=good\0; x=y"s, "sid"));
        std::string_view reason;
        CPPUNIT_ASSERT(!parseCookies("a=\x01", {}, &reason) && !reason.empty());
    }
    void testHeaderOfTheLimitIsTakenAndOneByteMoreIsRefused() {
        const CookieLimits limits;
        const std::string longest = "a=" + std::string(limits.bytes - 2, 'x');
        CPPUNIT_ASSERT(parseCookies(longest));
        CPPUNIT_ASSERT(!parseCookies(longest + "x"));
    }
    void testCookiesUpToTheLimitAreTakenAndOneMoreIsRefused() {
        std::string header = "a=1";
        for (std::size_t i = 1; i < CookieLimits{}.count; ++i) header += ";a=1";
        CPPUNIT_ASSERT_EQUAL(CookieLimits{}.count, parseCookies(header).value().all().size());
        CPPUNIT_ASSERT(!parseCookies(header + ";a=1"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CookiesTest);

} // namespace
