// SPDX-License-Identifier: Apache-2.0
// The JSON writer: the exact bytes, and that no order of calls writes anything else than JSON.
#include <portico/json_writer.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <limits>

namespace portico {

class JsonWriterHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(JsonWriterHppTest);
    CPPUNIT_TEST(testObjectsAndListsHaveTheirCommas);
    CPPUNIT_TEST(testAStringIsSafeInHtmlAndLogs);
    CPPUNIT_TEST(testANumberThatJsonDoesNotHaveIsNull);
    CPPUNIT_TEST(testCallsInTheWrongOrderThrow);
    CPPUNIT_TEST(testATextThatIsTooLongThrows);
    CPPUNIT_TEST_SUITE_END();

    static std::string text(std::string_view of) { return jsonText(Value(of)); }

    void testObjectsAndListsHaveTheirCommas() {
        JsonWriter json;
        json.beginObject().member("a", 1).member("b", true).name("c").beginList();
        json.value("x").null().beginObject().endObject().beginList().endList().value(std::string("y")).endList();
        json.name("d").value(Value::Map{{"e", Value::List{1, 2.5}}}).endObject();
        CPPUNIT_ASSERT_EQUAL(std::string(R"({"a":1,"b":true,"c":["x",null,{},[],"y"],"d":{"e":[1,2.5]}})"),
                             json.text());
    }
    void testAStringIsSafeInHtmlAndLogs() {
        CPPUNIT_ASSERT_EQUAL(std::string(R"("a\"\\\n\r\t\u0000\u001f\u007f")"),
                             text(std::string_view("a\"\\\n\r\t\0\x1f\x7f", 9)));
        CPPUNIT_ASSERT_EQUAL(std::string(R"("\u003c/script\u003e\u0026")"), text("</script>&"));
        CPPUNIT_ASSERT_EQUAL(std::string(R"("\u0085\u2028\u2029)") + "\xc2\xa0\xf0\x9f\x8f\xa1\"",
                             text("\xc2\x85\xe2\x80\xa8\xe2\x80\xa9\xc2\xa0\xf0\x9f\x8f\xa1"));
        CPPUNIT_ASSERT_EQUAL(std::string(R"("\ufffdA\ufffd\ufffd")"), text("\xff"
                                                                           "A\xed\xa0")
                                                                          .substr(0));
    }
    void testANumberThatJsonDoesNotHaveIsNull() {
        JsonWriter json;
        json.beginList().value(std::numeric_limits<double>::infinity()).value(std::nan("")).value(-0.25);
        json.value(std::numeric_limits<std::uint64_t>::max()).endList();
        CPPUNIT_ASSERT_EQUAL(std::string("[null,null,-0.25,18446744073709551615]"), json.text());
    }
    void testCallsInTheWrongOrderThrow() {
        CPPUNIT_ASSERT_THROW(JsonWriter().text(), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().name("a"), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().endList(), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().value(1).value(2), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().beginList().text(), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().beginList().name("a"), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().beginList().endObject(), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().beginList().endList().beginList(), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().beginObject().value(1), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().beginObject().name("a").name("b"), std::logic_error);
        CPPUNIT_ASSERT_THROW(JsonWriter().beginObject().name("a").endObject(), std::logic_error);
    }
    void testATextThatIsTooLongThrows() {
        CPPUNIT_ASSERT_EQUAL(std::string("\"12345\""), JsonWriter(7).value("12345").text());
        CPPUNIT_ASSERT_THROW(JsonWriter(6).value("12345"), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(JsonWriterHppTest);

} // namespace portico
