// SPDX-License-Identifier: Apache-2.0
// The next control byte: every byte at every position of a word, and after it.
#include "http/syntax/message/find_control.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;

class FindControlTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FindControlTest);
    CPPUNIT_TEST(testControlsAndOnlyTheyAreFoundAtEveryPlace);
    CPPUNIT_TEST(testTheFirstOfTwoIsFoundAndThenTheSecond);
    CPPUNIT_TEST(testNothingIsReadAfterTheText);
    CPPUNIT_TEST_SUITE_END();

public:
    void testControlsAndOnlyTheyAreFoundAtEveryPlace() {
        for (unsigned byte = 0; byte < 256; ++byte)
            for (std::size_t size : {1, 7, 8, 9, 16, 19})
                for (std::size_t place = 0; place < size; ++place)
                    for (const char other : {' ', '~', '\x80', '\xff'}) {
                        std::string text(size, other);
                        text[place] = static_cast<char>(byte);
                        const std::size_t expected = byte < 0x20 || byte == 0x7f ? place : size;
                        CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(byte), expected, findControl(text));
                    }
    }
    void testTheFirstOfTwoIsFoundAndThenTheSecond() {
        for (std::size_t first = 0; first < 16; ++first)
            for (std::size_t second = first + 1; second < 17; ++second) {
                std::string text(17, 'a');
                text[first] = '\x7f';
                text[second] = '\n';
                CPPUNIT_ASSERT_EQUAL(first, findControl(text));
                CPPUNIT_ASSERT_EQUAL(second, findControl(text, first + 1));
                CPPUNIT_ASSERT_EQUAL(text.size(), findControl(text, second + 1));
            }
    }
    void testNothingIsReadAfterTheText() {
        const std::string text = "0123456\n";
        CPPUNIT_ASSERT_EQUAL(std::size_t{7}, findControl(std::string_view(text).substr(0, 7)));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, findControl(""));
        CPPUNIT_ASSERT_EQUAL(std::size_t{8}, findControl(text, 8));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FindControlTest);
