// SPDX-License-Identifier: Apache-2.0
// Cookies of plugins: the exact lines that browsers get, and which cookies are refused.
#include "support/test_exchange.h"

#include <portico/cookie.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

namespace {

using test::TestExchange;
using namespace std::chrono_literals;

} // namespace

class CookieHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CookieHppTest);
    CPPUNIT_TEST(testTheDefaultsAreSafe);
    CPPUNIT_TEST(testOverTlsNoOtherHostCanSetIt);
    CPPUNIT_TEST(testTheBasePathIsThePathOfTheCookie);
    CPPUNIT_TEST(testEveryAttributeCanBeChosen);
    CPPUNIT_TEST(testRemovingUsesTheSameAttributes);
    CPPUNIT_TEST(testOnlyTheOneOfTheRightNameIsRead);
    CPPUNIT_TEST(testACookieThatIsSentTwiceIsNone);
    CPPUNIT_TEST(testBadNamesAreRefused);
    CPPUNIT_TEST(testBadValuesAreRefused);
    CPPUNIT_TEST(testBadAttributesAreRefused);
    CPPUNIT_TEST(testTheLimitCountsNameAndValue);
    CPPUNIT_TEST_SUITE_END();

    TestExchange x_;
    Exchange exchange_ = x_.view();

    void secure() {
        x_.flags |= PORTICO_EXCHANGE_SECURE;
        exchange_ = x_.view();
    }
    void mustSend(const std::string& line) {
        CPPUNIT_ASSERT_EQUAL(line, x_.answerHeader("Set-Cookie").value_or("none"));
        x_.answerHeaders.clear();
    }

    void testTheDefaultsAreSafe() {
        Cookie("theme").set(exchange_, "dark");
        mustSend("theme=dark; Path=/; HttpOnly; SameSite=Lax");
    }
    void testOverTlsNoOtherHostCanSetIt() {
        secure();
        Cookie("theme").set(exchange_, "dark");
        mustSend("__Host-theme=dark; Path=/; HttpOnly; SameSite=Lax; Secure");
    }
    // RFC 6265bis, section 4.1.3.2: "__Host-" requires Path=/.
    void testTheBasePathIsThePathOfTheCookie() {
        x_.base = "/app";
        exchange_ = x_.view();
        Cookie("theme").set(exchange_, "dark");
        mustSend("theme=dark; Path=/app; HttpOnly; SameSite=Lax");
        secure();
        Cookie("theme").path("/shop").set(exchange_, "dark");
        mustSend("__Secure-theme=dark; Path=/app/shop; HttpOnly; SameSite=Lax; Secure");
    }
    void testEveryAttributeCanBeChosen() {
        const Cookie cookie = Cookie("a").lifetime(1min).path("/b").sameSite(SameSite::Strict).forScripts();
        cookie.set(exchange_, "");
        mustSend("a=; Max-Age=60; Path=/b; SameSite=Strict");
        CPPUNIT_ASSERT_THROW(cookie.sameSite(SameSite::None).set(exchange_, "1"), Error);
        secure();
        cookie.sameSite(SameSite::None).set(exchange_, "1");
        mustSend("__Secure-a=1; Max-Age=60; Path=/b; SameSite=None; Secure");
    }
    void testRemovingUsesTheSameAttributes() {
        Cookie("a").lifetime(1h).path("/b").remove(exchange_);
        mustSend("a=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/b; HttpOnly; SameSite=Lax");
    }
    // Over TLS a cookie without the prefix may have been set by anyone on the network.
    void testOnlyTheOneOfTheRightNameIsRead() {
        x_.cookies = {{"theme", "planted"}, {"__host-theme", "planted"}};
        secure();
        CPPUNIT_ASSERT(!Cookie("theme").get(exchange_));
        x_.cookies.emplace_back("__Host-theme", "own");
        CPPUNIT_ASSERT(Cookie("theme").get(exchange_) == std::string_view("own"));
    }
    // A cookie named twice let an attacker on a sibling host choose the value.
    void testACookieThatIsSentTwiceIsNone() {
        x_.cookies = {{"a", "1"}, {"a", "2"}, {"b", ""}};
        CPPUNIT_ASSERT(!Cookie("a").get(exchange_));
        CPPUNIT_ASSERT(Cookie("b").get(exchange_) == std::string_view(""));
        CPPUNIT_ASSERT(!Cookie("c").get(exchange_));
    }
    void testBadNamesAreRefused() {
        for (const char* name :
             {"", "a b", "a=b", "a;b", "a\n", "\xc3\xbc", "__Host-a", "__host-a", "__SECURE-a", "a,b"})
            CPPUNIT_ASSERT_THROW_MESSAGE(name, Cookie cookie(name), Error);
        CPPUNIT_ASSERT_THROW(Cookie cookie(std::string(257, 'a')), Error);
        CPPUNIT_ASSERT_NO_THROW(Cookie cookie(std::string(256, 'a')));
    }
    void testBadValuesAreRefused() {
        for (const std::string& value :
             {std::string("a b"), std::string("a;b"), std::string("a,b"), std::string("\""), std::string("\\"),
              std::string("a\r\nb"), std::string("a\0", 2), std::string("\x7f"), std::string("\xc3\xbc")})
            CPPUNIT_ASSERT_THROW_MESSAGE(value, Cookie("a").set(exchange_, value), Error);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x_.countHeaders("Set-Cookie"));
        CPPUNIT_ASSERT_NO_THROW(Cookie("a").set(exchange_, "!#$%&'()*+-./09:<=>?@AZ[]^_`az{|}~"));
    }
    void testBadAttributesAreRefused() {
        for (const char* path : {"", "a", "/a;b", "/a b", "/\n"}) CPPUNIT_ASSERT_THROW(Cookie("a").path(path), Error);
        CPPUNIT_ASSERT_THROW(Cookie("a").lifetime(0s), Error);
        CPPUNIT_ASSERT_THROW(Cookie("a").lifetime(-1s), Error);
        CPPUNIT_ASSERT_THROW(Cookie("a").lifetime(Cookie::longestLifetime + 1s), Error);
        CPPUNIT_ASSERT_NO_THROW(Cookie("a").lifetime(Cookie::longestLifetime));
    }
    void testTheLimitCountsNameAndValue() {
        CPPUNIT_ASSERT_NO_THROW(Cookie("ab").set(exchange_, std::string(4094, 'x')));
        CPPUNIT_ASSERT_THROW(Cookie("ab").set(exchange_, std::string(4095, 'x')), Error);
        secure();
        CPPUNIT_ASSERT_THROW(Cookie("ab").set(exchange_, std::string(4094, 'x')), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CookieHppTest);

} // namespace portico
