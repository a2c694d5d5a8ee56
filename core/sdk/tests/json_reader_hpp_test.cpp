// SPDX-License-Identifier: Apache-2.0
// What the strict JSON reader accepts, refuses and limits.
#include <portico/json_reader.hpp>
#include <portico/json_writer.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class JsonReaderHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(JsonReaderHppTest);
    CPPUNIT_TEST(testEveryKindOfValueIsRead);
    CPPUNIT_TEST(testEscapesAreDecodedOnce);
    CPPUNIT_TEST(testNumbersAreExact);
    CPPUNIT_TEST(testEverythingElseIsRefusedWithItsPlace);
    CPPUNIT_TEST(testAMemberThatIsGivenTwiceIsRefused);
    CPPUNIT_TEST(testTheLimitsAreExact);
    CPPUNIT_TEST(testNoLimitAllowsMoreThan64Levels);
    CPPUNIT_TEST_SUITE_END();

    std::string fault_;

    std::string again(std::string_view text) { // read and written
        const auto value = readJson(text, fault_);
        return value ? jsonText(*value) : fault_;
    }
    void mustBe(const std::string& expected, std::string_view text) { CPPUNIT_ASSERT_EQUAL(expected, again(text)); }

    void testEveryKindOfValueIsRead() {
        mustBe(R"({"a":[true,false,null,-7,0.5,"x",[],{}],"":1})",
               " { \"a\" : [ true,false , null,-7,\t0.5,\"x\",[ ],{ }],\r\n\"\":1 } ");
        const auto value = readJson(R"({"title":"Emma"})", fault_);
        CPPUNIT_ASSERT_EQUAL(std::string("Emma"), *value->find("title")->as<std::string>());
        CPPUNIT_ASSERT(value->find("Title") == nullptr && value->as<bool>() == nullptr);
        CPPUNIT_ASSERT(value->find("title")->find("x") == nullptr);
    }
    void testEscapesAreDecodedOnce() {
        const auto value = readJson(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83c\udfe1\\u0041")", fault_);
        CPPUNIT_ASSERT_EQUAL(std::string("\"\\/\b\f\n\r\tA\xc3\xa9\xe2\x82\xac\xf0\x9f\x8f\xa1\\u0041"),
                             *value->as<std::string>());
        CPPUNIT_ASSERT_EQUAL(std::string("\0", 1), *readJson(R"("\u0000")", fault_)->as<std::string>());
    }
    void testNumbersAreExact() {
        mustBe("9223372036854775807", "9223372036854775807");
        mustBe("-9223372036854775808", "-9223372036854775808");
        mustBe("line 1, column 20: a number is too large", "9223372036854775808");
        mustBe("line 1, column 6: a number is too large", "1e400");
        CPPUNIT_ASSERT_EQUAL(1.5e3, *readJson("1.5E+3", fault_)->as<double>());
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, *readJson("-0", fault_)->as<std::int64_t>());
    }
    void testEverythingElseIsRefusedWithItsPlace() {
        mustBe("line 1, column 1: it ends too early", "");
        mustBe("line 2, column 4: a comma or ] is missing", "[1,\n 2 3]");
        for (const std::string text : {"01",
                                       "-",
                                       "+1",
                                       "1.",
                                       ".5",
                                       "1e",
                                       "0x1",
                                       "NaN",
                                       "Infinity",
                                       "tru",
                                       "True",
                                       "nul",
                                       "'a'",
                                       "\"",
                                       "\"\\\"",
                                       "\"\\x\"",
                                       "\"\\u12\"",
                                       "\"\\u12g4\"",
                                       "\"\\u+123\"",
                                       "\"\\ud800\"",
                                       "\"\\udc00\"",
                                       "\"\\ud800\\n\"",
                                       "\"\\ud800\\u0041\"",
                                       "\"\n\"",
                                       "\"\x1f\"",
                                       "\"\xff\"",
                                       "\"\xc0\xaf\"",
                                       "\"\xed\xa0\x80\"",
                                       "[",
                                       "[1",
                                       "[1,",
                                       "[1,]",
                                       "[,]",
                                       "{",
                                       "{\"a\"",
                                       "{\"a\":",
                                       "{\"a\":1",
                                       "{\"a\":1,",
                                       "{\"a\":1,}",
                                       "{a:1}",
                                       "{\"a\" 1}",
                                       "{1:2}",
                                       "1 2",
                                       "[] ]",
                                       "\xef\xbb\xbf[]",
                                       "// x\n1",
                                       "[1]x"}) {
            CPPUNIT_ASSERT_MESSAGE(text, !readJson(text, fault_));
            CPPUNIT_ASSERT_MESSAGE(text, fault_.rfind("line ", 0) == 0);
        }
        CPPUNIT_ASSERT(!readJson(std::string_view("1\0", 2), fault_));
        CPPUNIT_ASSERT(!readJson(std::string_view("\0", 1), fault_));
    }
    // Two readers that keep different ones disagree about what was sent.
    void testAMemberThatIsGivenTwiceIsRefused() {
        CPPUNIT_ASSERT(!readJson(R"({"a":1,"b":2,"a":3})", fault_));
        CPPUNIT_ASSERT(!readJson(R"({"a":1,"\u0061":1})", fault_));
        CPPUNIT_ASSERT(readJson(R"({"a":1,"A":{"a":1}})", fault_));
    }
    void testTheLimitsAreExact() {
        JsonLimits limits;
        limits.bytes = 7, limits.depth = 2, limits.values = 3;
        CPPUNIT_ASSERT(readJson("[1,  2]", fault_, limits));
        CPPUNIT_ASSERT(!readJson("[1,   2]", fault_, limits));
        CPPUNIT_ASSERT(!readJson("[1,2,3]", fault_, limits));
        CPPUNIT_ASSERT(readJson("[[1]]", fault_, limits));
        CPPUNIT_ASSERT(!readJson("[[[]]]", fault_, limits));
        CPPUNIT_ASSERT_EQUAL(std::string("line 1, column 3: it is nested too deeply"), fault_);
    }
    void testNoLimitAllowsMoreThan64Levels() {
        JsonLimits limits;
        limits.depth = 1000;
        CPPUNIT_ASSERT(readJson(std::string(64, '[') + std::string(64, ']'), fault_, limits));
        CPPUNIT_ASSERT(!readJson(std::string(65, '[') + std::string(65, ']'), fault_, limits));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(JsonReaderHppTest);

} // namespace portico
