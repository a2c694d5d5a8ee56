// SPDX-License-Identifier: Apache-2.0
// Header fields: valid bytes, comparison of names, splitting of lists.
#include "http/syntax/message/header_field.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>
#include <vector>

using namespace portico::http::syntax;

class HeaderFieldTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(HeaderFieldTest);
    CPPUNIT_TEST(testTokenHasExactlyTheBytesOfTheRfc);
    CPPUNIT_TEST(testValueHasNoControlsButTheTab);
    CPPUNIT_TEST(testOnlyAsciiLettersIgnoreCase);
    CPPUNIT_TEST(testTrimmingTakesSpacesAndTabsOnly);
    CPPUNIT_TEST(testListIsCutAtCommasOutsideQuotes);
    CPPUNIT_TEST(testListHasAnElementInAnyCase);
    CPPUNIT_TEST(testQuotedStringIsTakenWithoutItsQuotes);
    CPPUNIT_TEST_SUITE_END();

    static std::vector<std::string> elements(std::string_view list) {
        std::vector<std::string> all;
        while (const auto element = nextElement(list)) all.emplace_back(*element);
        return all;
    }
    using Strings = std::vector<std::string>;

public:
    void testTokenHasExactlyTheBytesOfTheRfc() {
        const std::string_view bytes = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        for (int i = 0; i < 256; ++i) {
            const std::string text(1, static_cast<char>(i));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(i), bytes.find(text) != std::string_view::npos, isToken(text));
        }
        CPPUNIT_ASSERT(isToken("X-Request-Id") && !isToken("") && !isToken("a:") && !isToken("a b"));
    }

    void testValueHasNoControlsButTheTab() {
        for (int i = 0; i < 256; ++i)
            CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(i), i == '\t' || (i >= 0x20 && i != 0x7f),
                                         isFieldValue("a" + std::string(1, static_cast<char>(i))));
        CPPUNIT_ASSERT(isFieldValue("") && !isFieldValue("/\r\nSet-Cookie: a=b"));
    }

    void testOnlyAsciiLettersIgnoreCase() {
        CPPUNIT_ASSERT(equalsIgnoreCase("Content-TYPE", "content-type") && equalsIgnoreCase("", ""));
        CPPUNIT_ASSERT(!equalsIgnoreCase("a", "ab") && !equalsIgnoreCase("@", "`") && !equalsIgnoreCase("[", "{"));
        CPPUNIT_ASSERT(!equalsIgnoreCase("\xc3\x89", "\xc3\xa9"));
    }

    void testTrimmingTakesSpacesAndTabsOnly() {
        CPPUNIT_ASSERT(trimmed(" \t a b\t ") == "a b");
        CPPUNIT_ASSERT(trimmed(" \t ").empty() && trimmed("").empty());
        CPPUNIT_ASSERT(trimmed("\ra\n") == "\ra\n");
    }

    void testListIsCutAtCommasOutsideQuotes() {
        CPPUNIT_ASSERT((elements("a, b ,\tc") == Strings{"a", "b", "c"}));
        CPPUNIT_ASSERT((elements(",, a,,b, ") == Strings{"a", "b"}));
        CPPUNIT_ASSERT((elements("a;x=\"1,2\", b") == Strings{"a;x=\"1,2\"", "b"}));
        CPPUNIT_ASSERT((elements("\"a\\\",b\",c") == Strings{"\"a\\\",b\"", "c"}));
        CPPUNIT_ASSERT((elements("a,\"b,c") == Strings{"a", "\"b,c"}));
        CPPUNIT_ASSERT((elements("\"\\") == Strings{"\"\\"}));
        CPPUNIT_ASSERT(elements("").empty() && elements(" , ").empty());
    }

    void testListHasAnElementInAnyCase() {
        CPPUNIT_ASSERT(listHas("Keep-Alive, Upgrade", "upgrade") && listHas("close", "close"));
        CPPUNIT_ASSERT(!listHas("closed, xclose", "close") && !listHas("", "close"));
    }

    void testQuotedStringIsTakenWithoutItsQuotes() {
        std::string_view rest = "\"a b\"; c";
        CPPUNIT_ASSERT(takeQuoted(rest) == "a b" && rest == "; c");
        for (std::string_view bad : {"", "a", "\"", "\"abc", "\"a\\\"b\"", "\"a\nb\""}) {
            std::string_view left = bad;
            CPPUNIT_ASSERT_MESSAGE(std::string(bad), !takeQuoted(left) && left == bad);
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(HeaderFieldTest);
