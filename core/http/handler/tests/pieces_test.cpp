// SPDX-License-Identifier: Apache-2.0
// Streamed answers: what the client receives and when, and what a handler is told.
#include "../../tests/test_site.h"

#include <cppunit/extensions/HelperMacros.h>

#include <tuple>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;

namespace {

using Texts = std::vector<std::string>;

class PiecesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PiecesTest);
    CPPUNIT_TEST(testEachFlushIsAChunkAndTheEndIsTheHandlers);
    CPPUNIT_TEST(testTheFirstFlushSendsTheHeadWithoutALength);
    CPPUNIT_TEST(testNothingWrittenIsNoChunk);
    CPPUNIT_TEST(testAnswerWithoutFlushHasALength);
    CPPUNIT_TEST(testHttp10EndsWithTheConnection);
    CPPUNIT_TEST(testHeadGetsTheHeadAndTheHandlerHearsThatItIsEnough);
    CPPUNIT_TEST(testStatusWithoutABodyStaysWithoutOne);
    CPPUNIT_TEST(testNothingOfTheHeadChangesAfterTheFirstFlush);
    CPPUNIT_TEST(testFlushOfAPageIsInvalid);
    CPPUNIT_TEST(testTooManyStreamsAreA503);
    CPPUNIT_TEST(testStreamsOfTheNetworkThatAreTooManyAreA429);
    CPPUNIT_TEST(testHandlerMayAnswerOtherwiseWhenThereIsNoStream);
    CPPUNIT_TEST(testClientThatIsGoneEndsTheStream);
    CPPUNIT_TEST(testPauseEndsWithTheClient);
    CPPUNIT_TEST(testStreamWhoseClientLeftInAPauseIsCutOff);
    CPPUNIT_TEST(testPauseCountsAsAStream);
    CPPUNIT_TEST(testFailureOfTheHandlerCutsTheAnswerOff);
    CPPUNIT_TEST(testFailureAfterAHeadRequestCutsNothingOff);
    CPPUNIT_TEST(testConnectionStaysOpenOnlyIfTheClientMay);
    CPPUNIT_TEST(testAuthCannotAnswerInPieces);
    CPPUNIT_TEST(testIdentityIsNotSent);
    CPPUNIT_TEST(testNoProxyCollectsOrKeepsWhatLeavesInPieces);
    CPPUNIT_TEST(testSilentEventStreamSaysThatItLives);
    CPPUNIT_TEST(testNothingElseIsSaidIntoAnAnswer);
    CPPUNIT_TEST(testBytesOfAPieceThatWasCutAreCounted);
    CPPUNIT_TEST_SUITE_END();

    TestSite site_;
    FakeClient client_;
    int asks_ = 0;

    Reply ask(const TestSite::Handler& handler, const std::string& method = "GET",
              const std::string& version = "HTTP/1.1") {
        const std::string path = "/" + std::to_string(++asks_);
        site_.route("GET", path, "public", handler);
        Asked asked;
        asked.target = path;
        asked.method = method;
        asked.version = version;
        asked.client = &client_;
        return site_.ask(asked);
    }
    static portico_status say(portico_exchange* x, const std::string& text) { return x->write(x, str(text)); }

    // Two pieces, and a rest that is not flushed.
    static portico_status count(portico_exchange* x, portico_error*) {
        x->set_header(x, PORTICO_STR("Content-Type"), PORTICO_STR("text/plain"));
        for (const auto* word : {"one", "twotwotwotwotwotwo"}) {
            say(x, word);
            const portico_status status = x->flush(x);
            if (status != PORTICO_OK) return status;
        }
        return say(x, "three");
    }

    void testEachFlushIsAChunkAndTheEndIsTheHandlers() {
        const Reply reply = ask(count);
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, client_.sent.size());
        CPPUNIT_ASSERT(client_.sent[0].starts_with("HTTP/1.1 200 OK\r\n"));
        CPPUNIT_ASSERT(client_.sent[0].ends_with("\r\n\r\n3\r\none\r\n"));
        CPPUNIT_ASSERT_EQUAL(std::string("12\r\ntwotwotwotwotwotwo\r\n"), client_.sent[1]);
        CPPUNIT_ASSERT_EQUAL(std::string("5\r\nthree\r\n0\r\n\r\n"), client_.sent[2]);
        CPPUNIT_ASSERT(!reply.cutOff && !reply.close && reply.streamed == 26);
    }
    // Behind nginx, an event stream arrived minutes late, when a buffer was full.
    void testNoProxyCollectsOrKeepsWhatLeavesInPieces() {
        const Reply reply = ask(count);
        CPPUNIT_ASSERT_EQUAL(std::string("no"), reply.header("X-Accel-Buffering"));
        CPPUNIT_ASSERT_EQUAL(std::string("no-cache, no-store"), reply.header("Cache-Control"));
        client_.sent.clear();
        const Reply own = ask([](portico_exchange* x, portico_error*) {
            x->set_header(x, PORTICO_STR("Cache-Control"), PORTICO_STR("public, max-age=60"));
            x->set_header(x, PORTICO_STR("X-Accel-Buffering"), PORTICO_STR("yes"));
            return x->flush(x);
        });
        CPPUNIT_ASSERT_EQUAL(std::string("yes"), own.header("X-Accel-Buffering"));
        CPPUNIT_ASSERT_EQUAL(std::string("public, max-age=60"), own.header("Cache-Control"));
    }
    Reply paused(const std::string& type, const std::string& before, std::uint32_t milliseconds) {
        site_.snapshot.limits.streamSilence = std::chrono::milliseconds(3600000);
        return ask([=](portico_exchange* x, portico_error*) {
            x->set_header(x, PORTICO_STR("Content-Type"), str(type));
            say(x, before);
            x->flush(x);
            const portico_status status = x->pause(x, milliseconds);
            say(x, "data: b\n\n");
            return status;
        });
    }
    void testSilentEventStreamSaysThatItLives() {
        for (const auto* type : {"text/event-stream", "Text/Event-Stream; charset=utf-8"}) {
            client_.sent.clear();
            const Reply reply = paused(type, "data: a\n\n", 3 * 3600000 + 1000);
            CPPUNIT_ASSERT(client_.sent.at(0).ends_with("9\r\ndata: a\n\n\r\n"));
            for (const std::size_t beat : {1U, 2U, 3U})
                CPPUNIT_ASSERT_EQUAL(std::string("2\r\n:\n\r\n"), client_.sent.at(beat));
            CPPUNIT_ASSERT_EQUAL(std::string("9\r\ndata: b\n\n\r\n0\r\n\r\n"), client_.sent.at(4));
            CPPUNIT_ASSERT(client_.sent.size() == 5 && reply.streamed == 24 && !reply.cutOff);
        }
    }
    void testNothingElseIsSaidIntoAnAnswer() {
        for (const auto& [type, before, time] : {std::tuple{"text/plain", "data: a\n\n", 9 * 3600000U},
                                                 {"text/event-stream", "data: hal", 9 * 3600000U},
                                                 {"text/event-stream", "data: a\r", 9 * 3600000U},
                                                 {"text/event-stream", "data: a\n\n", 3599000U},
                                                 {"text/event-stream", "data: a\n\n", 0U}}) {
            client_.sent.clear();
            paused(type, before, time);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(before, std::size_t{2}, client_.sent.size());
        }
    }
    void testBytesOfAPieceThatWasCutAreCounted() {
        for (const auto& [taken, counted] : {std::pair{0U, 3U}, {4U, 3U}, {5U, 4U}, {22U, 21U}, {23U, 21U}}) {
            client_.sent.clear();
            client_.takes = 1;
            client_.lastTakes = taken; // of "12\r\n", 18 bytes, "\r\n"
            const Reply reply = ask(count);
            CPPUNIT_ASSERT_EQUAL(std::uint64_t{counted}, reply.streamed);
            CPPUNIT_ASSERT(reply.cutOff);
        }
    }
    void testTheFirstFlushSendsTheHeadWithoutALength() {
        const Reply reply = ask(count);
        CPPUNIT_ASSERT_EQUAL(std::string("chunked"), reply.header("Transfer-Encoding"));
        CPPUNIT_ASSERT(!reply.hasHeader("Content-Length"));
        CPPUNIT_ASSERT_EQUAL(std::string("text/plain"), reply.header("Content-Type"));
        CPPUNIT_ASSERT(reply.hasHeader("Content-Security-Policy") && reply.hasHeader("Date"));
    }
    // A chunk without bytes would end the body.
    void testNothingWrittenIsNoChunk() {
        const Reply reply = ask([](portico_exchange* x, portico_error*) {
            for (int i = 0; i < 3; ++i) CPPUNIT_ASSERT_EQUAL(PORTICO_OK, x->flush(x));
            return PORTICO_OK;
        });
        CPPUNIT_ASSERT_EQUAL(std::string("0\r\n\r\n"), reply.body);
    }
    void testAnswerWithoutFlushHasALength() {
        const Reply reply = ask([](portico_exchange* x, portico_error*) { return say(x, "hello"); });
        CPPUNIT_ASSERT(client_.sent.empty());
        CPPUNIT_ASSERT_EQUAL(std::string("5"), reply.header("Content-Length"));
    }
    void testHttp10EndsWithTheConnection() {
        const Reply reply = ask(count, "GET", "HTTP/1.0");
        CPPUNIT_ASSERT_EQUAL(std::string("onetwotwotwotwotwotwothree"), reply.body);
        CPPUNIT_ASSERT(!reply.hasHeader("Transfer-Encoding") && !reply.hasHeader("Content-Length"));
        CPPUNIT_ASSERT(reply.header("Connection") == "close" && reply.close && !reply.cutOff);
    }
    void testHeadGetsTheHeadAndTheHandlerHearsThatItIsEnough() {
        client_.stream = portico::shares::Admission::Exhausted; // it occupies no lane
        Texts heard;
        const Reply reply = ask(
            [&](portico_exchange* x, portico_error*) {
                say(x, "one");
                heard.push_back(std::to_string(x->flush(x)));
                heard.push_back(std::to_string(x->client_gone(x)));
                heard.push_back(std::to_string(x->pause(x, 1000)));
                say(x, "two");
                return x->flush(x);
            },
            "HEAD");
        CPPUNIT_ASSERT((heard == Texts{"0", "1", std::to_string(PORTICO_UNAVAILABLE)}));
        CPPUNIT_ASSERT(reply.status == 200 && reply.body.empty() && !reply.cutOff && !reply.close);
        CPPUNIT_ASSERT_EQUAL(std::string("chunked"), reply.header("Transfer-Encoding"));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, reply.streamed);
    }
    void testStatusWithoutABodyStaysWithoutOne() {
        const Reply reply = ask([](portico_exchange* x, portico_error*) {
            x->set_status(x, 204);
            say(x, "nothing");
            return x->flush(x);
        });
        CPPUNIT_ASSERT(reply.status == 204 && reply.body.empty() && !reply.hasHeader("Transfer-Encoding"));
    }
    void testNothingOfTheHeadChangesAfterTheFirstFlush() {
        const portico_str text = PORTICO_STR("x");
        const Reply reply = ask([&](portico_exchange* x, portico_error*) {
            x->flush(x);
            for (const portico_status status :
                 {x->set_status(x, 201), x->set_header(x, text, text), x->add_header(x, text, text),
                  x->render(x, text, nullptr), x->redirect(x, PORTICO_STR("/")), x->fail(x, 400, text),
                  x->challenge(x)})
                CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, status);
            return say(x, "whole");
        });
        CPPUNIT_ASSERT(reply.status == 200 && reply.body == "5\r\nwhole\r\n0\r\n\r\n" && !reply.cutOff);
    }
    void testFlushOfAPageIsInvalid() {
        site_.pages["p"] = "page";
        const Reply reply = ask([](portico_exchange* x, portico_error*) {
            x->render(x, PORTICO_STR("p"), nullptr);
            CPPUNIT_ASSERT_EQUAL(PORTICO_INVALID, x->flush(x));
            return PORTICO_OK;
        });
        CPPUNIT_ASSERT(reply.body == "page" && client_.sent.empty());
    }
    void testTooManyStreamsAreA503() {
        client_.stream = portico::shares::Admission::Exhausted;
        CPPUNIT_ASSERT_EQUAL(503, ask(count).status);
        CPPUNIT_ASSERT(client_.sent.empty());
    }
    void testStreamsOfTheNetworkThatAreTooManyAreA429() {
        client_.stream = portico::shares::Admission::NetworkOverShare;
        const Reply reply = ask(count);
        CPPUNIT_ASSERT_EQUAL(429, reply.status);
        CPPUNIT_ASSERT_EQUAL(std::string("2"), reply.header("Retry-After"));
    }
    void testHandlerMayAnswerOtherwiseWhenThereIsNoStream() {
        client_.stream = portico::shares::Admission::Exhausted;
        const Reply reply = ask([](portico_exchange* x, portico_error*) {
            CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE, x->flush(x));
            x->set_status(x, 202);
            return say(x, "later");
        });
        CPPUNIT_ASSERT(reply.status == 202 && reply.body == "later");
    }
    void testClientThatIsGoneEndsTheStream() {
        client_.takes = 1;
        const Reply reply = ask(count);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, client_.sent.size());
        CPPUNIT_ASSERT(reply.cutOff && reply.status == 200);
    }
    void testPauseEndsWithTheClient() {
        client_.pauses = 2;
        int turns = 0;
        ask([&](portico_exchange* x, portico_error*) {
            do ++turns;
            while (x->flush(x) == PORTICO_OK && x->pause(x, 1000) == PORTICO_OK);
            return PORTICO_OK;
        });
        CPPUNIT_ASSERT_EQUAL(3, turns);
    }
    // It was logged like a stream that had reached its end. A stream ended by a reload has.
    void testStreamWhoseClientLeftInAPauseIsCutOff() {
        for (const bool gone : {true, false}) {
            client_.gone = false;
            const Reply reply = ask([&](portico_exchange* x, portico_error*) {
                x->flush(x);
                client_.gone = gone;
                client_.pauses = 0;
                CPPUNIT_ASSERT_EQUAL(PORTICO_UNAVAILABLE, x->pause(x, 1000));
                return PORTICO_OK;
            });
            CPPUNIT_ASSERT_EQUAL(gone, reply.cutOff);
        }
    }
    void testPauseCountsAsAStream() {
        client_.stream = portico::shares::Admission::Exhausted;
        CPPUNIT_ASSERT_EQUAL(503, ask([](portico_exchange* x, portico_error*) { return x->pause(x, 1000); }).status);
    }
    void testFailureOfTheHandlerCutsTheAnswerOff() {
        const Reply reply = ask([](portico_exchange* x, portico_error* why) {
            say(x, "half");
            x->flush(x);
            say(x, "never sent");
            explain(why, "no more");
            return PORTICO_FAILED;
        });
        CPPUNIT_ASSERT(reply.status == 200 && reply.cutOff);
        CPPUNIT_ASSERT_EQUAL(std::string("4\r\nhalf\r\n"), reply.body);
        CPPUNIT_ASSERT_EQUAL(std::string("the answer was cut off: fake_routes: no more"), reply.reason);
    }
    void testFailureAfterAHeadRequestCutsNothingOff() {
        const auto fail = [](portico_exchange* x, portico_error*) {
            x->flush(x);
            return PORTICO_FAILED;
        };
        CPPUNIT_ASSERT(!ask(fail, "HEAD").cutOff);
    }
    void testConnectionStaysOpenOnlyIfTheClientMay() {
        client_.open = false;
        const Reply reply = ask(count);
        CPPUNIT_ASSERT(reply.close && reply.header("Connection") == "close");
    }
    void testAuthCannotAnswerInPieces() {
        std::vector<portico_status> heard;
        site_.onIdentify = [&](portico_exchange* x, portico_error*) {
            char byte = 0;
            std::size_t got = 0;
            portico_part part{sizeof(portico_part), 0, {}, {}, {}};
            heard = {x->flush(x), x->pause(x, 1), x->read_body(x, &byte, 1, &got), x->next_part(x, &part),
                     x->read_part(x, &byte, 1, &got)};
            return PORTICO_NOT_FOUND;
        };
        CPPUNIT_ASSERT_EQUAL(200, ask(count).status);
        CPPUNIT_ASSERT(heard == std::vector<portico_status>(5, PORTICO_INVALID));
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, client_.sent.size());
    }
    void testIdentityIsNotSent() {
        const Reply reply = ask([](portico_exchange* x, portico_error*) {
            x->set_header(x, PORTICO_STR("Content-Encoding"), PORTICO_STR("identity"));
            return x->flush(x);
        });
        CPPUNIT_ASSERT(!reply.hasHeader("Content-Encoding"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PiecesTest);

} // namespace
