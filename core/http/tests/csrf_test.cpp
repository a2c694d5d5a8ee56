// SPDX-License-Identifier: Apache-2.0
// CSRF tokens: good for their session and key, and for nothing else.
#include "http/csrf.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::http::Csrf;

namespace {

class CsrfTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CsrfTest);
    CPPUNIT_TEST(testTokenIsGoodForItsSession);
    CPPUNIT_TEST(testTwoTokensOfASessionDifferAndBothAreGood);
    CPPUNIT_TEST(testTokenOfAnotherSessionIsRefused);
    CPPUNIT_TEST(testTokenOfAnotherKeyIsRefused);
    CPPUNIT_TEST(testAlteredTokensAreRefused);
    CPPUNIT_TEST(testStrangersHaveTokensToo);
    CPPUNIT_TEST_SUITE_END();

    void testTokenIsGoodForItsSession() { CPPUNIT_ASSERT(csrf_.valid(csrf_.token("s1"), "s1")); }
    void testTwoTokensOfASessionDifferAndBothAreGood() {
        const std::string first = csrf_.token("s1");
        const std::string second = csrf_.token("s1");
        CPPUNIT_ASSERT(first != second);
        CPPUNIT_ASSERT(csrf_.valid(first, "s1") && csrf_.valid(second, "s1"));
    }
    void testTokenOfAnotherSessionIsRefused() {
        CPPUNIT_ASSERT(!csrf_.valid(csrf_.token("s1"), "s2"));
        CPPUNIT_ASSERT(!csrf_.valid(csrf_.token(""), "s1"));
    }
    void testTokenOfAnotherKeyIsRefused() { CPPUNIT_ASSERT(!Csrf({1}).valid(csrf_.token("s1"), "s1")); }
    void testAlteredTokensAreRefused() {
        const std::string token = csrf_.token("s1");
        for (std::size_t i = 0; i < token.size(); ++i) {
            std::string altered = token;
            altered[i] = altered[i] == 'A' ? 'B' : 'A';
            CPPUNIT_ASSERT(!csrf_.valid(altered, "s1"));
        }
        for (const std::string& bad : {std::string(), token + "A", token + "=", token.substr(1), std::string(200, 'A')})
            CPPUNIT_ASSERT(!csrf_.valid(bad, "s1"));
    }
    void testStrangersHaveTokensToo() { CPPUNIT_ASSERT(csrf_.valid(csrf_.token(""), "")); }

    Csrf csrf_{Csrf::Key{}};
};

CPPUNIT_TEST_SUITE_REGISTRATION(CsrfTest);

} // namespace
