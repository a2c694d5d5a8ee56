// SPDX-License-Identifier: Apache-2.0
// The SDK, which plugins compile without the host, has rules that the host has, too. Both decide the same.
#include "base/json.h"
#include "base/json_string.h"
#include "base/utf8.h"
#include "http/syntax/fields/accept.h"
#include "http/syntax/fields/conditional.h"
#include "http/syntax/fields/cookies.h"
#include "http/syntax/fields/http_date.h"
#include "http/syntax/message/header_field.h"
#include "support/test_exchange.h"

#include <portico/cookie.hpp>
#include <portico/json_reader.hpp>
#include <portico/negotiation.hpp>
#include <portico/validators.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico::http {

namespace {

const std::vector<std::string> texts = {"",
                                        "plain",
                                        "a\"\\\n\r\t\x01\x7f<>&",
                                        std::string("a\0b", 3),
                                        "\xc2\x80\xc2\x85\xc2\x9f\xc2\xa0\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa",
                                        "\xf0\x9f\x8f\xa1\xf4\x8f\xbf\xbf",
                                        "\xff\xc3\xc0\xaf\xed\xa0\x80\xe0\x80\xaf\xf0\x80\x80\xaf\xf4\x90\x80\x80\xf5"};

const std::vector<std::string> lists = {
    "",  "*",   "\"a\"",       "W/\"a\"",         "\"b\"",   "\"b\", \"a\"", ",, \"a\" ,",
    "a", "\"a", "\"a\" \"b\"", "W/\"b\",W/\"a\"", "w/\"a\"", "\"a,b\"",      "\"a\",x"};

} // namespace

class SdkRulesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SdkRulesTest);
    CPPUNIT_TEST(testCharacters);
    CPPUNIT_TEST(testJsonStrings);
    CPPUNIT_TEST(testJson);
    CPPUNIT_TEST(testTokens);
    CPPUNIT_TEST(testAccept);
    CPPUNIT_TEST(testDates);
    CPPUNIT_TEST(testConditions);
    CPPUNIT_TEST(testCookies);
    CPPUNIT_TEST_SUITE_END();

    void testCharacters() {
        for (const std::string& text : texts)
            for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(1)) {
                CPPUNIT_ASSERT_EQUAL_MESSAGE(text, base::utf8Length(rest), portico::utf8Length(rest));
                CPPUNIT_ASSERT_EQUAL_MESSAGE(text, base::utf8Prefix(rest), portico::utf8Prefix(rest));
                if (base::isUtf8(rest)) CPPUNIT_ASSERT_EQUAL(base::hasControl(rest), portico::hasControl(rest));
            }
    }
    void testJsonStrings() {
        for (const std::string& text : texts) {
            std::string own;
            appendJsonString(own, text);
            CPPUNIT_ASSERT_EQUAL(base::jsonString(text), own);
        }
    }
    void testJson() {
        for (const char* text : {"",
                                 "null",
                                 "[1,2]",
                                 "[1,]",
                                 "{\"a\":{\"b\":[true,\"x\"]}}",
                                 "{\"a\":1,\"a\":2}",
                                 "01",
                                 "-0",
                                 "-",
                                 "1.",
                                 "9223372036854775807",
                                 "9223372036854775808",
                                 "1e400",
                                 "\"\\ud800\"",
                                 "\"\\ud83c\\udfe1\"",
                                 "\"\\udc00\"",
                                 "\"\x01\"",
                                 "\"\xff\"",
                                 "[1] 2",
                                 " [ ] ",
                                 "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
                                 "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]",
                                 "nul",
                                 "\"\\x\""}) {
            const auto host = base::parseJson(text);
            std::string fault;
            const auto own = readJson(text, fault);
            const auto* tree = std::get_if<base::Json>(&host);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(text, tree != nullptr, own.has_value());
            if (own) CPPUNIT_ASSERT_EQUAL(base::jsonText(*tree), portico::jsonText(*own));
        }
    }
    void testTokens() {
        for (int byte = 0; byte < 256; ++byte) {
            const std::string text(1, static_cast<char>(byte));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(byte), syntax::isToken(text), portico::isToken(text));
        }
        CPPUNIT_ASSERT_EQUAL(syntax::isToken(""), portico::isToken(""));
    }
    void testAccept() {
        for (const char* accept :
             {"", "*/*", "text/*", "text/html", "TEXT/HTML;q=0.5", "text/html;q=0", "text/html;level=1;q=0.3",
              "text/*;q=0.2, text/html;q=0.1, */*", "text/html;q=1.001", "text/html;q=", "text", "*",
              "text/html;x=\"a,b;q=0\";q=0.7", "application/json, text/html;q=0.9;q=0.1", ",,text/html ,"})
            for (const char* type : {"text/html", "application/json", "text/plain"})
                CPPUNIT_ASSERT_EQUAL_MESSAGE(accept, syntax::qualityOf(accept, type), portico::qualityOf(accept, type));
    }
    void testDates() {
        constexpr std::int64_t now = 1800000000;
        for (std::int64_t seconds = -62167219200; seconds < 253402300800; seconds += 9999999937) {
            CPPUNIT_ASSERT_EQUAL(syntax::formatHttpDate(std::time_t{seconds}), portico::formatHttpDate(seconds));
            const std::string text = portico::formatHttpDate(seconds);
            CPPUNIT_ASSERT(syntax::parseHttpDate(text, now) == portico::parseHttpDate(text, now));
        }
        for (const char* text :
             {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
              "Sun Nov 16 08:49:37 1994", "Sat, 30 Jun 2012 23:59:60 GMT", "Sat, 30 Jun 2012 23:59:61 GMT",
              "Thu, 29 Feb 2024 00:00:00 GMT", "Wed, 29 Feb 2023 00:00:00 GMT", "Mon, 06 Nov 1994 08:49:37 GMT",
              "Friday, 15-Jan-77 08:00:00 GMT", "Saturday, 15-Jan-78 08:00:00 GMT", "", "Sun", "Sun, 06 Nov",
              "Wed, 31 Nov 1994 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMTx"})
            CPPUNIT_ASSERT_MESSAGE(text, syntax::parseHttpDate(text, now) == portico::parseHttpDate(text, now));
    }
    void testConditions() {
        const std::string date = portico::formatHttpDate(784111777);
        for (const char* name : {"If-Match", "If-None-Match"})
            for (const std::string& list : lists)
                for (const char* etag : {"\"a\"", "W/\"a\"", "\"a,b\"", ""}) mustDecideTheSame({{name, list}}, etag, 0);
        for (const char* name : {"If-Unmodified-Since", "If-Modified-Since"})
            for (const std::int64_t modified : {0, 784111776, 784111777, 784111778}) {
                mustDecideTheSame({{name, date}}, "\"a\"", modified);
                mustDecideTheSame({{name, "yesterday"}}, "\"a\"", modified);
                mustDecideTheSame({{name, date}, {"If-Match", "\"a\""}, {"If-None-Match", "\"b\""}}, "\"a\"", modified);
            }
    }
    static void mustDecideTheSame(const test::TestExchange::Fields& headers, const std::string& etag,
                                  std::int64_t modified) {
        test::TestExchange x;
        x.headers = headers;
        const portico::Exchange view = x.view();
        const auto own = checkPreconditions(view, {etag, modified});
        const auto host = syntax::check({view.header("If-Match"), view.header("If-Unmodified-Since"),
                                         view.header("If-None-Match"), view.header("If-Modified-Since")},
                                        etag, modified);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(headers[0].first + ": " + headers[0].second + " with " + etag,
                                     static_cast<int>(host), static_cast<int>(own));
    }
    // What a plugin sets, the host reads.
    void testCookies() {
        test::TestExchange x;
        portico::Exchange view = x.view();
        const std::string value = "!#$%&'()*+-./09:<=>?@AZ[]^_`az{|}~";
        Cookie("theme").set(view, value);
        const std::string line = x.answerHeader("Set-Cookie").value_or("");
        const std::string sent = "a=1; " + line.substr(0, line.find("; "));
        const auto cookies = syntax::parseCookies(sent);
        CPPUNIT_ASSERT(cookies && cookies->find("theme") == std::string_view(value));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SdkRulesTest);

} // namespace portico::http
