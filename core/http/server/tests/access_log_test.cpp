// SPDX-License-Identifier: Apache-2.0
// Access log lines: exact formats, and no client can end a line, forge one, or shift its columns.
#include "http/exchange/respond.h"
#include "http/server/access_log.h"

#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::http;
using namespace std::string_literals;
using http::test::Fields;

namespace {

constexpr std::time_t moment = 1795486200; // 2026-11-24 02:10:00 UTC

class AccessLogTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AccessLogTest);
    CPPUNIT_TEST(testFormsAreKnownByTheirNames);
    CPPUNIT_TEST(testCommonFormIsExact);
    CPPUNIT_TEST(testCombinedFormAddsRefererAndAgent);
    CPPUNIT_TEST(testJsonFormIsExactUpToTheTime);
    CPPUNIT_TEST(testOffWritesNothing);
    CPPUNIT_TEST(testAnswersWithoutABodyCountNoBytes);
    CPPUNIT_TEST(testAnswerThatWasCutSaysSo);
    CPPUNIT_TEST(testNoByteOfAClientBreaksALine);
    CPPUNIT_TEST(testNoClientForgesAFieldOfJson);
    CPPUNIT_TEST(testNameWithSpacesMovesNoColumn);
    CPPUNIT_TEST(testLongFieldsAreCut);
    CPPUNIT_TEST(testOnlyAValidTraceIsLogged);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        request_.method = "GET";
        request_.target = "/a?b=c";
        request_.version = "HTTP/1.1";
        request_.peer = "192.0.2.7";
        bytes_ = "hello";
        user_.reset();
    }

private:
    std::string line(AccessLogFormat form) {
        Exchange x(site_.snapshot, request_, "0123456789abcdef");
        x.answer.status = status_;
        x.answer.body = bytes_;
        if (user_)
            x.user = portico_user{sizeof(portico_user), 0, PORTICO_STR("1"), str(*user_), {}, 0, 0, 0, {}, {}, 0};
        return AccessLine(x, form, moment).ended(hasBody(x) ? bytes_.size() : 0, cut_);
    }

    void testFormsAreKnownByTheirNames() {
        CPPUNIT_ASSERT(accessLogFormat("common") == AccessLogFormat::Common &&
                       accessLogFormat("combined") == AccessLogFormat::Combined);
        CPPUNIT_ASSERT(accessLogFormat("json") == AccessLogFormat::Json &&
                       accessLogFormat("off") == AccessLogFormat::Off);
        CPPUNIT_ASSERT(accessLogFormat("") == AccessLogFormat::Off);
    }
    void testCommonFormIsExact() {
        CPPUNIT_ASSERT_EQUAL("192.0.2.7 - - [24/Nov/2026:02:10:00 +0000] \"GET /a?b=c HTTP/1.1\" 200 5"s,
                             line(AccessLogFormat::Common));
        user_ = "ada";
        status_ = 404;
        CPPUNIT_ASSERT_EQUAL("192.0.2.7 - ada [24/Nov/2026:02:10:00 +0000] \"GET /a?b=c HTTP/1.1\" 404 5"s,
                             line(AccessLogFormat::Common));
    }
    void testCombinedFormAddsRefererAndAgent() {
        CPPUNIT_ASSERT(line(AccessLogFormat::Combined).ends_with(" 200 5 \"-\" \"-\""));
        headers_ = {{"Referer", "http://a/\"b"}, {"User-Agent", "curl/8 \\"}};
        request_.headers = headers_;
        CPPUNIT_ASSERT(line(AccessLogFormat::Combined).ends_with(" 200 5 \"http://a/\\x22b\" \"curl/8 \\x5c\""));
    }
    void testJsonFormIsExactUpToTheTime() {
        headers_ = {{"User-Agent", "curl/8"}};
        request_.headers = headers_;
        std::string json = line(AccessLogFormat::Json);
        const std::size_t at = json.find("\"microseconds\":") + 15;
        json.erase(at, json.find(',', at) - at);
        CPPUNIT_ASSERT_EQUAL(
            "{\"time\":1795486200,\"peer\":\"192.0.2.7\",\"user\":null,\"method\":\"GET\",\"target\":\"/a?b=c\","
            "\"status\":200,\"bytes\":5,\"microseconds\":,\"id\":\"0123456789abcdef\",\"agent\":\"curl/8\"}"s,
            json);
    }
    void testOffWritesNothing() { CPPUNIT_ASSERT(line(AccessLogFormat::Off).empty()); }
    void testAnswersWithoutABodyCountNoBytes() {
        request_.method = "HEAD";
        CPPUNIT_ASSERT(line(AccessLogFormat::Common).ends_with(" 200 -"));
        CPPUNIT_ASSERT(line(AccessLogFormat::Json).find("\"bytes\":0,") != std::string::npos);
        request_.method = "GET";
        status_ = 304;
        CPPUNIT_ASSERT(line(AccessLogFormat::Common).ends_with(" 304 -"));
        status_ = 200;
        bytes_.clear();
        CPPUNIT_ASSERT(line(AccessLogFormat::Common).ends_with(" 200 -"));
    }
    void testAnswerThatWasCutSaysSo() {
        cut_ = "client gone";
        CPPUNIT_ASSERT(line(AccessLogFormat::Common).ends_with(" 200 5 \"cut: client gone\""));
        CPPUNIT_ASSERT(line(AccessLogFormat::Combined).ends_with(" 200 5 \"-\" \"-\" \"cut: client gone\""));
        CPPUNIT_ASSERT(line(AccessLogFormat::Json).ends_with(",\"cut\":\"client gone\"}"));
        CPPUNIT_ASSERT(line(AccessLogFormat::Off).empty());
    }
    void testNoByteOfAClientBreaksALine() {
        std::string all;
        for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
        all += "\u0085\u2028\u2029\u009b";
        user_ = all;
        request_.method = request_.target = request_.version = all;
        headers_ = {{"Referer", all}, {"User-Agent", all}};
        request_.headers = headers_;
        for (const AccessLogFormat form : {AccessLogFormat::Common, AccessLogFormat::Combined, AccessLogFormat::Json})
            for (const char c : line(form)) CPPUNIT_ASSERT(c >= 0x20 && c < 0x7f);
    }
    void testNoClientForgesAFieldOfJson() {
        request_.target = "/\",\"status\":200,\"x\":\"";
        CPPUNIT_ASSERT(line(AccessLogFormat::Json).find("\"target\":\"/\\\",\\\"status\\\":200") != std::string::npos);
        request_.target = "/\" 200 5 \"";
        CPPUNIT_ASSERT(line(AccessLogFormat::Common).find("/\\x22 200") != std::string::npos);
    }
    void testNameWithSpacesMovesNoColumn() {
        user_ = "ada [01/Jan/2000:00:00:00 +0000]";
        CPPUNIT_ASSERT(
            line(AccessLogFormat::Common).starts_with("192.0.2.7 - ada\\x20[01/Jan/2000:00:00:00\\x20+0000] [24/Nov"));
        user_ = "";
        CPPUNIT_ASSERT(line(AccessLogFormat::Common).starts_with("192.0.2.7 - - [24/Nov"));
    }
    // 4 KiB from a client became a line of 18 KiB, and such lines wait in memory for answers that are not read.
    void testOnlyAValidTraceIsLogged() {
        const std::string trace = "0af7651916cd43dd8448eb211c80319c", parent = "00-" + trace + "-b7ad6b7169203331-01";
        headers_ = {{"Traceparent", parent}};
        request_.headers = headers_;
        const Exchange x(site_.snapshot, request_, "0123456789abcdef");
        CPPUNIT_ASSERT_EQUAL("request 0123456789abcdef trace " + trace, x.logSubject());
        CPPUNIT_ASSERT(line(AccessLogFormat::Json).find(",\"trace\":\"" + trace + "\"") != std::string::npos);
        CPPUNIT_ASSERT(line(AccessLogFormat::Common).find(trace) == std::string::npos); // its columns are fixed
        for (const Fields& bad : {Fields{{"traceparent", parent + "-x"}}, Fields{{"traceparent", "\",\"user\":\"root"}},
                                  Fields{{"traceparent", parent}, {"traceparent", parent}}}) {
            headers_.clear();
            for (const auto& [name, value] : bad) headers_.push_back({name, value});
            request_.headers = headers_;
            CPPUNIT_ASSERT(line(AccessLogFormat::Json).find("trace") == std::string::npos);
        }
    }
    void testLongFieldsAreCut() {
        for (const char byte : {'a', '\xff'}) {
            const std::string all(5000, byte);
            request_.method = request_.target = request_.version = all;
            headers_ = {{"Referer", all}, {"User-Agent", all}};
            request_.headers = headers_;
            CPPUNIT_ASSERT(line(AccessLogFormat::Common).size() < 2200);
            CPPUNIT_ASSERT(line(AccessLogFormat::Combined).size() < 3750);
            CPPUNIT_ASSERT(line(AccessLogFormat::Json).size() < 2850);
        }
    }

    http::test::TestSite site_;
    std::vector<HeaderView> headers_;
    Request request_;
    std::string bytes_;
    std::optional<std::string> user_;
    int status_ = 200;
    std::string cut_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(AccessLogTest);

} // namespace
