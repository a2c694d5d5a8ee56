// SPDX-License-Identifier: Apache-2.0
// JSON strings: any input gives valid JSON.
#include "base/json_string.h"

#include "base/utf8.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::base;

class JsonStringTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(JsonStringTest);
    CPPUNIT_TEST(testTextStaysAsItIs);
    CPPUNIT_TEST(testQuotesBackslashesControlsAndTagsAreEscaped);
    CPPUNIT_TEST(testBytesThatAreNotUtf8BecomeTheReplacement);
    CPPUNIT_TEST(testEveryByteGivesUtf8WithoutControls);
    CPPUNIT_TEST(testLongTextIsCutAfterAWholeCharacter);
    CPPUNIT_TEST_SUITE_END();

public:
    void testTextStaysAsItIs() {
        CPPUNIT_ASSERT_EQUAL(std::string("\"\""), jsonString(""));
        CPPUNIT_ASSERT_EQUAL(std::string("\"a b/c' \xc3\xa9 \xf0\x9f\x94\x92\""),
                             jsonString("a b/c' \xc3\xa9 \xf0\x9f\x94\x92"));
    }

    void testQuotesBackslashesControlsAndTagsAreEscaped() {
        CPPUNIT_ASSERT_EQUAL(std::string("\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\\u007f\""),
                             jsonString(std::string_view("\"\\\n\r\t\0\x1f\x7f", 8)));
        CPPUNIT_ASSERT_EQUAL(std::string("\"\\u003c/script\\u003e\\u0026\""), jsonString("</script>&"));
    }

    void testBytesThatAreNotUtf8BecomeTheReplacement() {
        CPPUNIT_ASSERT_EQUAL(std::string("\"a\\ufffdb\""), jsonString("a\xff"
                                                                      "b"));
        CPPUNIT_ASSERT_EQUAL(std::string("\"\\ufffd\\ufffd\""), jsonString("\xc0\xaf"));
        CPPUNIT_ASSERT_EQUAL(std::string("\"\xc3\xa9\\ufffd\""),
                             jsonString("\xc3\xa9\xc3")); // truncated within a character
        CPPUNIT_ASSERT_EQUAL(std::string("\"\\ufffd\\ufffd\\ufffd\""), jsonString("\xed\xa0\x80"));
    }

    void testLongTextIsCutAfterAWholeCharacter() {
        CPPUNIT_ASSERT_EQUAL(std::string("\"ab\""), jsonString("ab", 2));
        CPPUNIT_ASSERT_EQUAL(std::string("\"a\""), jsonString("a\xc3\xa9z", 2));
        CPPUNIT_ASSERT_EQUAL(std::string("\"a\""), jsonString("a\xff\xff", 6));
        CPPUNIT_ASSERT_EQUAL(std::string("\"a\\ufffd\""), jsonString("a\xff\xff", 7));
    }

    void testEveryByteGivesUtf8WithoutControls() {
        for (int i = 0; i < 256; ++i) {
            const std::string json = jsonString(std::string(1, static_cast<char>(i)));
            CPPUNIT_ASSERT_MESSAGE(std::to_string(i), isUtf8(json) && !hasControl(json));
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(JsonStringTest);
