// SPDX-License-Identifier: Apache-2.0
// Log lines with fields: no value ends the line or looks like a field.
#include "support/test_exchange.h"

#include <portico/log_fields.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class LogFieldsHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LogFieldsHppTest);
    CPPUNIT_TEST(testPlainValuesStandAsTheyAre);
    CPPUNIT_TEST(testOtherValuesAreQuoted);
    CPPUNIT_TEST(testALongValueIsCut);
    CPPUNIT_TEST(testABadNameIsRefused);
    CPPUNIT_TEST_SUITE_END();

    void testPlainValuesStandAsTheyAre() {
        test::TestExchange x;
        CPPUNIT_ASSERT_EQUAL(std::string("order refused order=-17 is_new=true who=ada@example.org request=test"),
                             LogLine("order refused")
                                 .field("order", -17)
                                 .field("is_new", true)
                                 .field("who", "ada@example.org")
                                 .request(x.view())
                                 .text());
    }
    void testOtherValuesAreQuoted() {
        const auto line = [](std::string_view value) { return LogLine("e").field("f", value).text(); };
        CPPUNIT_ASSERT_EQUAL(std::string("e f=\"\""), line(""));
        CPPUNIT_ASSERT_EQUAL(std::string("e f=\"a b\""), line("a b"));
        CPPUNIT_ASSERT_EQUAL(std::string("e f=\"x\\ng=1\""), line("x\ng=1"));
        CPPUNIT_ASSERT_EQUAL(std::string("e f=\"\\\"\""), line("\""));
        CPPUNIT_ASSERT_EQUAL(std::string("e f=\"\\u001b[31m\\u0085\\u2028\\ufffd\""),
                             line("\x1b[31m\xc2\x85\xe2\x80\xa8\xff"));
        CPPUNIT_ASSERT_EQUAL(std::string("\"a\\nb\""), LogLine("a\nb").text());
    }
    void testALongValueIsCut() {
        CPPUNIT_ASSERT_EQUAL(LogLine::longest + 4, LogLine("e").field("f", std::string(2000, 'x')).text().size());
    }
    void testABadNameIsRefused() {
        for (const char* name : {"", "a b", "A", "1a", "a=", "a\n"})
            CPPUNIT_ASSERT_THROW(LogLine("e").field(name, 1), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LogFieldsHppTest);

} // namespace portico
