// SPDX-License-Identifier: Apache-2.0
#include "text/normal_form.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::text;

class NormalFormTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(NormalFormTest);
    CPPUNIT_TEST(testOneTextInTwoWaysHasOneForm);
    CPPUNIT_TEST(testAsciiIsLeftAsItIs);
    CPPUNIT_TEST(testLookAlikesStayDifferent);
    CPPUNIT_TEST(testWhatIsNotUtf8HasNoForm);
    CPPUNIT_TEST(testSpellingsAreEachThereOnce);
    CPPUNIT_TEST_SUITE_END();

    const std::string composed = "jos\xc3\xa9", apart = "jose\xcc\x81";

public:
    void testOneTextInTwoWaysHasOneForm() {
        CPPUNIT_ASSERT(nfc(composed) == composed && nfc(apart) == composed);
        CPPUNIT_ASSERT(nfd(composed) == apart && nfd(apart) == apart);
        CPPUNIT_ASSERT(nfc("\xe2\x84\xab") == "\xc3\x85");                    // the Angstrom sign
        CPPUNIT_ASSERT(nfc("\xe1\x84\x80\xe1\x85\xa1") == "\xea\xb0\x80");    // Hangul
        CPPUNIT_ASSERT(nfc("q\xcc\x87\xcc\xa3") == nfc("q\xcc\xa3\xcc\x87")); // the order of two marks
    }

    void testAsciiIsLeftAsItIs() {
        const std::string text("a\0 ~", 4);
        CPPUNIT_ASSERT(nfc(text) == text && nfd(text) == text && nfc("") == "");
    }

    // NFC, not NFKC: a password with a fullwidth letter is a different one.
    void testLookAlikesStayDifferent() { CPPUNIT_ASSERT(nfc("\xef\xbd\x81") == "\xef\xbd\x81"); }

    void testWhatIsNotUtf8HasNoForm() {
        for (const std::string& bad : {std::string("\xe9"), std::string("\xc0\x80"), std::string("\xed\xa0\x80")})
            CPPUNIT_ASSERT(!nfc(bad) && !nfd(bad) && spellings(bad) == std::vector{bad});
    }

    void testSpellingsAreEachThereOnce() {
        CPPUNIT_ASSERT((spellings("ada") == std::vector<std::string>{"ada"}));
        CPPUNIT_ASSERT((spellings(composed) == std::vector<std::string>{composed, apart}));
        CPPUNIT_ASSERT((spellings(apart) == std::vector<std::string>{composed, apart}));
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, spellings(composed + apart).size());
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(NormalFormTest);
