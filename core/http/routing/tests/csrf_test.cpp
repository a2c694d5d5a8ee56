// SPDX-License-Identifier: Apache-2.0
// CSRF tokens: valid for their owner and key only.
#include "http/routing/csrf.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::http::Csrf;

namespace {

class CsrfTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CsrfTest);
    CPPUNIT_TEST(testTokenIsGoodForItsOwnerAndSaysWhenItWasMade);
    CPPUNIT_TEST(testTwoTokensOfAnOwnerDifferAndBothAreGood);
    CPPUNIT_TEST(testTokenOfAnotherOwnerIsRefused);
    CPPUNIT_TEST(testTokenOfAnotherKeyIsRefused);
    CPPUNIT_TEST(testAlteredTokensAreRefused);
    CPPUNIT_TEST_SUITE_END();

    bool valid(std::string_view token, std::string_view owner) const { return csrf_.madeAt(token, owner).has_value(); }

    void testTokenIsGoodForItsOwnerAndSaysWhenItWasMade() {
        for (const std::int64_t time : {std::int64_t{0}, std::int64_t{1'800'000'000}, INT64_MAX, INT64_MIN})
            CPPUNIT_ASSERT(csrf_.madeAt(csrf_.token("s1", time), "s1") == time);
    }
    void testTwoTokensOfAnOwnerDifferAndBothAreGood() {
        const std::string first = csrf_.token("s1", 7);
        const std::string second = csrf_.token("s1", 7);
        CPPUNIT_ASSERT(first != second);
        CPPUNIT_ASSERT(valid(first, "s1") && valid(second, "s1"));
    }
    void testTokenOfAnotherOwnerIsRefused() {
        CPPUNIT_ASSERT(!valid(csrf_.token("s1", 7), "s2"));
        CPPUNIT_ASSERT(!valid(csrf_.token("", 7), "s1"));
    }
    void testTokenOfAnotherKeyIsRefused() { CPPUNIT_ASSERT(!Csrf({1}).madeAt(csrf_.token("s1", 7), "s1")); }
    // Each position is part of the salt, the time or the hash: nobody can forge a younger token.
    void testAlteredTokensAreRefused() {
        const std::string token = csrf_.token("s1", 7);
        for (std::size_t i = 0; i < token.size(); ++i) {
            std::string altered = token;
            altered[i] = altered[i] == 'A' ? 'B' : 'A';
            CPPUNIT_ASSERT(!valid(altered, "s1"));
        }
        for (const std::string& bad : {std::string(), token + "A", token + "=", token.substr(1), std::string(200, 'A')})
            CPPUNIT_ASSERT(!valid(bad, "s1"));
    }

    Csrf csrf_{Csrf::Key{}};
};

CPPUNIT_TEST_SUITE_REGISTRATION(CsrfTest);

} // namespace
