// SPDX-License-Identifier: Apache-2.0
// The requests of one client: when each is complete, its body, and the deadline meanwhile.
#include "connection_fixture.h"

#include <array>

using namespace portico::http;
using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;

class ConnectionTest : public ConnectionFixture {
    CPPUNIT_TEST_SUITE(ConnectionTest);
    CPPUNIT_TEST(testHeadByteByByteIsServedOnce);
    CPPUNIT_TEST(testSilentClientHoldsNoMemoryAndHasADeadline);
    CPPUNIT_TEST(testIdleTimeBeginsWithTheAnswer);
    CPPUNIT_TEST(testClientThatClosesEnds);
    CPPUNIT_TEST(testHalfClosingClientGetsItsAnswer);
    CPPUNIT_TEST(testNextRequestWaitsUntilTheAnswerIsOut);
    CPPUNIT_TEST(testTimeOfTheNextRequestBeginsWhenTheAnswerIsOut);
    CPPUNIT_TEST(testContinueIsSaidOnceAndOnlyWhenWaitedFor);
    CPPUNIT_TEST(testBodyHasADeadlineByItsRate);
    CPPUNIT_TEST(testUnreadBodyEndsTheConnection);
    CPPUNIT_TEST(testLaneReadsTheBodyThatIsPending);
    CPPUNIT_TEST(testBodyThatStopsIsTooLate);
    CPPUNIT_TEST(testPlaceIsCleanForTheNextClient);
    CPPUNIT_TEST_SUITE_END();

public:
    void testHeadByteByByteIsServedOnce() {
        open();
        for (std::size_t i = 0; i + 1 < get.size(); ++i) {
            CPPUNIT_ASSERT(hear(get.substr(i, 1)) == Next::Wait);
            CPPUNIT_ASSERT(connection_->hasPartOfRequest() && !connection_->isIdle());
            assertWaits(limits_.headWait);
        }
        CPPUNIT_ASSERT(hear("\n") == Next::Serve);
        answer("ok");
        CPPUNIT_ASSERT_EQUAL("ok"s, client_->heard());
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT(connection_->isIdle());
    }
    void testSilentClientHoldsNoMemoryAndHasADeadline() {
        open();
        CPPUNIT_ASSERT(hear() == Next::Wait);
        assertWaits(limits_.headWait); // the first request must arrive sooner than later ones
        CPPUNIT_ASSERT(connection_->isIdle() && !connection_->hasPartOfRequest());
    }
    void testIdleTimeBeginsWithTheAnswer() {
        open();
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer("ok");
        CPPUNIT_ASSERT(hear() == Next::Wait);
        assertWaits(limits_.idle);
    }
    void testClientThatClosesEnds() {
        open();
        client_->close();
        CPPUNIT_ASSERT(hear() == Next::End);
    }
    void testHalfClosingClientGetsItsAnswer() {
        open();
        client_->say(get + get);
        client_->endSaying();
        CPPUNIT_ASSERT(hear() == Next::Serve);
        answer("one");
        CPPUNIT_ASSERT(hear() == Next::Serve);
        answer("two");
        CPPUNIT_ASSERT(hear() == Next::End);
        CPPUNIT_ASSERT_EQUAL("onetwo"s, client_->heard());
    }
    void testNextRequestWaitsUntilTheAnswerIsOut() {
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get + get) == Next::Serve);
        answer(std::string(1000000, 'x'));
        std::size_t heard = 0;
        while (hear() == Next::Wait) heard += client_->heard().size();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1000000}, heard + client_->heard().size());
    }
    // A client that read an answer for longer than limits.idle was closed with the last byte, or got 408 for its next request.
    void testTimeOfTheNextRequestBeginsWhenTheAnswerIsOut() {
        limits_.writeWait = Milliseconds(5000000);
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer(std::string(1000000, 'x'));
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT(!connection_->isIdle() && !connection_->isWaitingForRequest());
        CPPUNIT_ASSERT(timeLeft() > 4000000);
        while (client_->heard(), !connection_->isIdle()) CPPUNIT_ASSERT(hear() == Next::Wait);
        assertWaits(limits_.idle);
    }
    void testContinueIsSaidOnceAndOnlyWhenWaitedFor() {
        open();
        const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        CPPUNIT_ASSERT(hear(head) == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("HTTP/1.1 100 Continue\r\n\r\n"s, client_->heard());
        CPPUNIT_ASSERT(hear("a") == Next::Wait);
        CPPUNIT_ASSERT(hear("b") == Next::Serve);
        CPPUNIT_ASSERT_EQUAL(""s, client_->heard());
        answer("");
        CPPUNIT_ASSERT(hear(head + "ab") == Next::Serve); // the client did not wait
        CPPUNIT_ASSERT_EQUAL(""s, client_->heard());
        answer("");
        CPPUNIT_ASSERT(hear(head) == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("HTTP/1.1 100 Continue\r\n\r\n"s, client_->heard());
    }
    void testBodyHasADeadlineByItsRate() {
        limits_.leastRate = 1;
        open();
        CPPUNIT_ASSERT(hear("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n") == Next::Wait);
        assertWaits(limits_.bodyWait);
        CPPUNIT_ASSERT(hear(std::string(1000, 'x')) == Next::Wait);
        assertWaits(limits_.bodyWait + Milliseconds(1000000));
        CPPUNIT_ASSERT(timeLeft() > 900000);
    }
    void testUnreadBodyEndsTheConnection() {
        limits_.bufferedBody = 1;
        open();
        CPPUNIT_ASSERT(
            hear("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n") ==
            Next::Serve);
        answer("no", true); // regardless of the handler's decision
        CPPUNIT_ASSERT(hear(get) == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("no"s, client_->heard());
        CPPUNIT_ASSERT(client_->isOver());
    }
    void testLaneReadsTheBodyThatIsPending() {
        limits_.bufferedBody = 1;
        open();
        CPPUNIT_ASSERT(hear("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n") ==
                       Next::Serve);
        CPPUNIT_ASSERT_EQUAL(""s, client_->heard()); // nothing has read the body yet
        client_->say("abc");
        client_->say("def" + get);
        std::array<char, 4> piece{};
        std::string all;
        for (int n = 0; (n = connection_->readBody(piece)) > 0;) all.append(piece.data(), static_cast<std::size_t>(n));
        CPPUNIT_ASSERT_EQUAL("abcdef"s, all);
        CPPUNIT_ASSERT_EQUAL("HTTP/1.1 100 Continue\r\n\r\n"s, client_->heard());
        CPPUNIT_ASSERT_EQUAL(0, connection_->readBody(piece));
        answer("ok");
        CPPUNIT_ASSERT(connection_->advance(*bufferPool_) == Next::Serve);
    }
    void testBodyThatStopsIsTooLate() {
        limits_.bufferedBody = 1;
        limits_.bodyWait = Milliseconds(0);
        open();
        CPPUNIT_ASSERT(hear("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n") == Next::Serve);
        std::array<char, 4> piece{};
        CPPUNIT_ASSERT_EQUAL(-408, connection_->readBody(piece));
        client_->close();
        CPPUNIT_ASSERT_EQUAL(-400, connection_->readBody(piece));
    }
    void testPlaceIsCleanForTheNextClient() {
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get + "GET /half") == Next::Serve);
        answer(std::string(1000000, 'x'), false);
        connection_->abandon();
        connection_->close();
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, connection_->deadline.load());
        open({"192.0.2.2", false, false});
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT(connection_->isIdle());
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer("ok");
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("ok"s, client_->heard());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConnectionTest);
