// SPDX-License-Identifier: Apache-2.0
// What counts as JSON. The sentences for each fault are in the tests of manifests, too.
#include "base/json.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::base;
using namespace std::string_literals;

namespace {

std::string faultOf(std::string_view text, Twice twice = Twice::Refused) {
    const auto parsed = parseJson(text, twice);
    const auto* fault = std::get_if<std::string>(&parsed);
    return fault == nullptr ? "" : *fault;
}

std::string written(std::string_view text, Twice twice = Twice::Refused) {
    const auto parsed = parseJson(text, twice);
    const auto* json = std::get_if<Json>(&parsed);
    return json == nullptr ? std::get<std::string>(parsed) : jsonText(*json);
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

class JsonTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(JsonTest);
    CPPUNIT_TEST(testTreeKeepsTypesAndOrder);
    CPPUNIT_TEST(testDuplicateMemberIsRefusedUnlessTheReaderReportsIt);
    CPPUNIT_TEST(testDepthIsBounded);
    CPPUNIT_TEST(testOnlyUtf8IsTaken);
    CPPUNIT_TEST(testHalfASurrogatePairIsRefused);
    CPPUNIT_TEST(testNulByteIsNoEnd);
    CPPUNIT_TEST(testNumbersAreExactOrRefused);
    CPPUNIT_TEST(testLenientFormsAreRefused);
    CPPUNIT_TEST(testFaultHasLineColumnAndTheTextBefore);
    CPPUNIT_TEST_SUITE_END();

    void testTreeKeepsTypesAndOrder() {
        const std::string text = R"({"z":[1,-2.5,true,false,null,"\u00e4\"",{}],"a":{"b":[]}})";
        CPPUNIT_ASSERT_EQUAL("{\"z\":[1,-2.5,true,false,null,\"\u00e4\\\"\",{}],\"a\":{\"b\":[]}}"s, written(text));
        CPPUNIT_ASSERT_EQUAL("\"\U0001f600/\""s, written(R"( "\ud83d\ude00\/" )"));
    }
    void testDuplicateMemberIsRefusedUnlessTheReaderReportsIt() {
        const std::string text = R"({"a":{"b":1,"c":2,"\u0062":3}})";
        CPPUNIT_ASSERT(faultOf(text).ends_with(": a member is given twice"));
        CPPUNIT_ASSERT_EQUAL(R"({"a":{"b":1,"c":2,"b":3}})"s, written(text, Twice::Kept));
    }
    void testDepthIsBounded() {
        CPPUNIT_ASSERT_EQUAL(""s, faultOf(nested(16)));
        CPPUNIT_ASSERT(faultOf(nested(17)).ends_with("it is nested too deeply"));
        CPPUNIT_ASSERT(faultOf(std::string(1'000'000, '[')).ends_with("it is nested too deeply"));
    }
    void testOnlyUtf8IsTaken() {
        for (const char* bytes : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"})
            CPPUNIT_ASSERT(faultOf("[\"" + std::string(bytes) + "\"]").ends_with("after `[\"`: this is not UTF-8"));
        CPPUNIT_ASSERT(!faultOf("\xef\xbb\xbf[]").empty()); // a byte order mark
    }
    // RapidJSON accepts the second half alone and makes bytes of it that are not UTF-8.
    void testHalfASurrogatePairIsRefused() {
        for (const char* text : {R"("\ud800")", R"("\ud800a")", R"("\ud800\u0041")", R"("\udc00")", R"({"\udfff":1})"})
            CPPUNIT_ASSERT_MESSAGE(text, faultOf(text).ends_with("a surrogate is not paired"));
    }
    // For RapidJSON a NUL byte is the end of the text, and what follows is ignored.
    void testNulByteIsNoEnd() {
        for (const auto& text : {"1\0"s, "1\0x"s, "[]\0[]"s, "\0"s, "[\0]"s, "\"a\0b\""s})
            CPPUNIT_ASSERT(!faultOf(text).empty());
        CPPUNIT_ASSERT_EQUAL("\"a\\u0000b\""s, written(R"("a\u0000b")"));
    }
    void testNumbersAreExactOrRefused() {
        CPPUNIT_ASSERT_EQUAL("[9223372036854775807,-9223372036854775808,9007199254740993,0,0.1,1e+300]"s,
                             written("[9223372036854775807,-9223372036854775808,9007199254740993,-0,0.1,1e300]"));
        for (const char* text :
             {"9223372036854775808", "-9223372036854775809", "1e999", "123456789012345678901234567890"})
            CPPUNIT_ASSERT_MESSAGE(text, faultOf(text).ends_with("a number is too large"));
        for (const char* text : {"01", "-", "[-x]", "1.", "1e", "-01", "[00]", "{\"a\":1.e3}"})
            CPPUNIT_ASSERT_MESSAGE(text + faultOf(text), faultOf(text).ends_with("this is not a number"));
    }
    void testLenientFormsAreRefused() {
        for (const char* text : {"",       " ",       "[1,]",        "{\"a\":1,}", "/**/1", "NaN", "Infinity", "tru",
                                 "'a'",    "{a:1}",   "[1 2]",       "+1",         ".5",    "0x1", "1 2",      "[] x",
                                 "\"\t\"", R"("\'")", R"("\u 123")", "\"",         "[",     "{",   "]"})
            CPPUNIT_ASSERT_MESSAGE(text, !faultOf(text).empty());
    }
    void testFaultHasLineColumnAndTheTextBefore() {
        CPPUNIT_ASSERT_EQUAL("line 3, column 8, after `  \"b\": `: a value is missing"s,
                             faultOf("{\n\"a\": 1,\n  \"b\": }"));
        CPPUNIT_ASSERT_EQUAL("line 1, column 1: it ends too early"s, faultOf(""));
        CPPUNIT_ASSERT_EQUAL("line 1, column 5, after `[1] `: text follows the end of the JSON value"s,
                             faultOf("[1] 2"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(JsonTest);

} // namespace
