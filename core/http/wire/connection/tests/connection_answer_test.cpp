// SPDX-License-Identifier: Apache-2.0
// The answers on a connection: refusals, the end of an answer, and clients that do not take it.
#include "connection_fixture.h"

#include <atomic>
#include <thread>

using namespace portico::http;
using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;

class ConnectionAnswerTest : public ConnectionFixture {
    CPPUNIT_TEST_SUITE(ConnectionAnswerTest);
    CPPUNIT_TEST(testRefusedClientHearsItsAnswerThoughItGoesOnSending);
    CPPUNIT_TEST(testBytesAfterTheLastRequestDoNotLoseItsAnswer);
    CPPUNIT_TEST(testRefusedHeadRequestHearsNoBody);
    CPPUNIT_TEST(testRefusalIsAPageForAPerson);
    CPPUNIT_TEST(testEndOfAnAnswerIsReportedWhenItIsOut);
    CPPUNIT_TEST(testTruncatedAnswerIsReportedWithWhatIsLeft);
    CPPUNIT_TEST(testLingeringHasAnEnd);
    CPPUNIT_TEST(testClientThatTakesNothingIsGivenUp);
    CPPUNIT_TEST(testClientThatTakesAByteNowAndThenIsGivenUp);
    CPPUNIT_TEST(testPauseEndsWhenTheClientIsGone);
    CPPUNIT_TEST_SUITE_END();

public:
    void testRefusedClientHearsItsAnswerThoughItGoesOnSending() {
        open();
        CPPUNIT_ASSERT(hear("GET / HT") == Next::Wait);
        connection_->refuse(408, "late");
        CPPUNIT_ASSERT(hear(get) == Next::Wait); // it lingers
        CPPUNIT_ASSERT(client_->heard().starts_with("HTTP/1.1 408 "));
        CPPUNIT_ASSERT(client_->isOver());
        CPPUNIT_ASSERT(hear(get + get) == Next::Wait);
        client_->close();
        CPPUNIT_ASSERT(hear() == Next::End);
    }
    // Closing the socket with unread bytes reset the connection, and the client lost an answer that was in transit.
    void testBytesAfterTheLastRequestDoNotLoseItsAnswer() {
        open();
        CPPUNIT_ASSERT(hear(get + get) == Next::Serve);
        answer("bye", false);
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("bye"s, client_->heard());
        CPPUNIT_ASSERT(client_->isOver());
        client_->endSaying();
        CPPUNIT_ASSERT(hear() == Next::End);
        connection_->close();
        open();
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        client_->say("\r\n"); // not yet read when the answer is sent
        answer("bye", false);
        CPPUNIT_ASSERT(connection_->advance(*bufferPool_) == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("bye"s, client_->heard());
        connection_->close();
        open();
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer("bye", false);
        CPPUNIT_ASSERT(hear() == Next::End); // nothing to wait for
    }
    void testRefusedHeadRequestHearsNoBody() {
        open();
        CPPUNIT_ASSERT(hear("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n") == Next::Serve);
        connection_->refuse(503, "busy");
        hear();
        CPPUNIT_ASSERT(client_->heard().ends_with("\r\n\r\n"));
    }
    void testRefusalIsAPageForAPerson() {
        const std::string person = "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html, */*\r\n";
        for (const std::string& head :
             {person + "\r\n", person, person + "X-Half: "}) { // the last two are never complete
            open();
            hear(head);
            connection_->refuse(503, "busy");
            hear();
            const std::string heard = client_->heard();
            CPPUNIT_ASSERT_MESSAGE(head, heard.find("Content-Type: text/html; charset=utf-8\r\n") != std::string::npos);
            CPPUNIT_ASSERT_MESSAGE(head,
                                   heard.find("<h1>503 Service Unavailable</h1>\n<p>busy</p>") != std::string::npos);
            connection_->close();
        }
        for (const std::string& head :
             {get, "GET / HT"s, "GET / HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n"s}) {
            open();
            hear(head);
            connection_->refuse(408, "late");
            hear();
            CPPUNIT_ASSERT_MESSAGE(head, client_->heard().ends_with("\r\n\r\nlate\n"));
            connection_->close();
        }
    }
    void testEndOfAnAnswerIsReportedWhenItIsOut() {
        open({"192.0.2.1"}, 4096);
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer(std::string(1000000, 'x'));
        CPPUNIT_ASSERT(connection_->hasOutput());
        std::string told;
        connection_->onFlushed(
            [&](std::uint64_t left, Truncation cut) { told += std::to_string(left) + std::string(nameOf(cut)) + ";"; });
        CPPUNIT_ASSERT_EQUAL(""s, told);
        std::size_t heard = 0;
        for (int turn = 0; turn < 10000 && told.empty(); ++turn) {
            heard += client_->heard().size();
            hear();
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{1000000}, heard + client_->heard().size());
        CPPUNIT_ASSERT_EQUAL("0;"s, told);
        connection_->close();
        CPPUNIT_ASSERT_EQUAL("0;"s, told);
    }
    void testTruncatedAnswerIsReportedWithWhatIsLeft() {
        std::uint64_t left = 0;
        Truncation cut = Truncation::No;
        const auto begin = [&] {
            open({"192.0.2.1"}, 4096);
            CPPUNIT_ASSERT(hear(get) == Next::Serve);
            answer(std::string(1000000, 'x'));
            connection_->onFlushed([&](std::uint64_t bytes, Truncation why) { left = bytes, cut = why; });
        };
        begin();
        const std::size_t heard = client_->heard().size();
        client_->close();
        CPPUNIT_ASSERT(hear() == Next::End);
        connection_->close();
        CPPUNIT_ASSERT(cut == Truncation::ClientGone && left > 0 && left <= 1000000 - heard);
        begin();
        connection_->giveUp(Truncation::TooSlow);
        connection_->close();
        CPPUNIT_ASSERT(cut == Truncation::TooSlow && left > 0);
        begin();
        stop_.over = true;
        connection_->close();
        CPPUNIT_ASSERT(cut == Truncation::Stopping);
    }
    void testLingeringHasAnEnd() {
        open();
        connection_->refuse(408, "late");
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT(timeLeft() <= 2000);
        Next next = Next::Wait;
        for (int i = 0; i < 30 && next == Next::Wait; ++i) next = hear(std::string(100000, 'x'));
        CPPUNIT_ASSERT(next == Next::End);
    }
    // Each byte that the client read gained it another limits.write_wait, and thus a lane for any length of time.
    void testClientThatTakesNothingIsGivenUp() {
        limits_.writeWait = Milliseconds(0);
        limits_.leastRate = 1000000000;
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        connection_->send(std::string(1000000, 'x'));
        CPPUNIT_ASSERT(!connection_->drain());
        connection_->answered(true);
        CPPUNIT_ASSERT(hear() == Next::End);
    }
    // The socket becomes writable again and again, so that no single wait is too long.
    void testClientThatTakesAByteNowAndThenIsGivenUp() {
        limits_.writeWait = Milliseconds(0);
        limits_.leastRate = 1000000000;
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        std::atomic<bool> isGivenUp{false};
        const std::jthread reader([&] {
            while (!isGivenUp) client_->takeByte();
        });
        connection_->send(std::string(100000000, 'x'));
        CPPUNIT_ASSERT(!connection_->drain());
        isGivenUp = true;
    }
    void testPauseEndsWhenTheClientIsGone() {
        open();
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        CPPUNIT_ASSERT(connection_->pause(Milliseconds(0)));
        client_->endSaying();
        CPPUNIT_ASSERT(!connection_->pause(Milliseconds(1000000)));
        stop_.over = true;
        CPPUNIT_ASSERT(!connection_->pause(Milliseconds(1000000)));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConnectionAnswerTest);
