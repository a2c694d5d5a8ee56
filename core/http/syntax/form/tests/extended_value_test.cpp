// SPDX-License-Identifier: Apache-2.0
// Values of parameters such as filename*.
#include "http/syntax/form/extended_value.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::http::syntax::parseExtendedValue;
using namespace std::string_literals;

class ExtendedValueTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ExtendedValueTest);
    CPPUNIT_TEST(testTextIsDecodedFromItsCharset);
    CPPUNIT_TEST(testWhatCannotBeReadIsNothing);
    CPPUNIT_TEST_SUITE_END();

public:
    void testTextIsDecodedFromItsCharset() {
        CPPUNIT_ASSERT(parseExtendedValue("UTF-8'en'%e2%82%ac%20rates") == "\xe2\x82\xac rates");
        CPPUNIT_ASSERT(parseExtendedValue("iso-8859-1''%A3%20rates%FF") == "\xc2\xa3 rates\xc3\xbf");
        CPPUNIT_ASSERT(parseExtendedValue("UTF-8''a'b(c)*!") == "a'b(c)*!");
        CPPUNIT_ASSERT(parseExtendedValue("UTF-8''") == "");
        CPPUNIT_ASSERT(parseExtendedValue("UTF-8''%25%32%35") == "%25"); // decoded once
    }
    void testWhatCannotBeReadIsNothing() {
        for (const auto& value : {""s,           "a"s,           "UTF-8'a"s,       "''a"s,
                                  "utf8''a"s,    "UTF-16''a"s,   "UTF-8 ''a"s,     "UTF-8''%"s,
                                  "UTF-8''%a"s,  "UTF-8''%gg"s,  "UTF-8''%c3"s,    "UTF-8''%c0%af"s,
                                  "UTF-8''%00"s, "UTF-8''%0a"s,  "UTF-8''%c2%85"s, "iso-8859-1''%85"s,
                                  "UTF-8''a b"s, "UTF-8''a\"b"s, "UTF-8''a\\b"s,   "UTF-8''\xc3\xaf"s,
                                  "UTF-8''a\0b"s})
            CPPUNIT_ASSERT_MESSAGE(value, !parseExtendedValue(value));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ExtendedValueTest);
