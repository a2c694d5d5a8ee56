// SPDX-License-Identifier: Apache-2.0
// Names, quoting and the validation of text.
#include "config/value.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::config;

class ValueTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ValueTest);
    CPPUNIT_TEST(testNameIsSplitAtDots);
    CPPUNIT_TEST(testPartsThatAreNotBareAreQuotedInNames);
    CPPUNIT_TEST(testQuotesEscapeWhatTomlAndJsonWantEscaped);
    CPPUNIT_TEST(testUtf8IsPlainText);
    CPPUNIT_TEST(testBrokenUtf8IsNoPlainText);
    CPPUNIT_TEST(testLinesArePlainTextOnlyWherePermitted);
    CPPUNIT_TEST_SUITE_END();

public:
    void testNameIsSplitAtDots() {
        CPPUNIT_ASSERT(splitName("server.listen") == (Path{"server", "listen"}));
        CPPUNIT_ASSERT(splitName("a..b.") == (Path{"a", "", "b", ""}));
        CPPUNIT_ASSERT(splitName("") == Path{""});
    }

    void testPartsThatAreNotBareAreQuotedInNames() {
        CPPUNIT_ASSERT_EQUAL(std::string("pages.guards.\"/a.html\""), joinName({"pages", "guards", "/a.html"}));
        CPPUNIT_ASSERT_EQUAL(std::string("a.\"\""), joinName({"a", ""}));
    }

    void testQuotesEscapeWhatTomlAndJsonWantEscaped() {
        CPPUNIT_ASSERT_EQUAL(std::string(R"("a\"b\\c\nd\u0000e\u007fé")"),
                             inQuotes(std::string_view("a\"b\\c\nd\0e\x7fé", 12)));
    }

    void testUtf8IsPlainText() {
        for (const char* text : {"", "a", "é", "\u0800", "\uffff", "\U00010000", "\U0010ffff", "\u20ac5"})
            CPPUNIT_ASSERT_MESSAGE(text, isPlainText(text, false));
    }

    void testBrokenUtf8IsNoPlainText() {
        for (const char* text : {"\x80", "\xc1\xbf", "\xc3", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf",
                                 "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\x7f", "\x1b"})
            CPPUNIT_ASSERT_MESSAGE(inQuotes(text), !isPlainText(text, false));
        CPPUNIT_ASSERT(!isPlainText(std::string_view("a\0b", 3), true));
    }

    void testLinesArePlainTextOnlyWherePermitted() {
        CPPUNIT_ASSERT(isPlainText("a\r\n\tb", true));
        CPPUNIT_ASSERT(!isPlainText("a\nb", false));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ValueTest);
