// SPDX-License-Identifier: Apache-2.0
// All clients of a listener: which are served, answered directly, refused or closed, and that none is lost.
#include "../../tests/connection_set_fixture.h"
#include "support/shortage.h"

#include <thread>

using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;
using portico::test::NoDescriptors;

namespace {

const std::string health = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

} // namespace

class ConnectionSetTest : public ConnectionSetFixture {
    CPPUNIT_TEST_SUITE(ConnectionSetTest);
    CPPUNIT_TEST(testCompleteRequestIsReadyAndNextOneOfItsClientToo);
    CPPUNIT_TEST(testLargeAnswerTakesTurnsThoughItsReaderIsFast);
    CPPUNIT_TEST(testHealthIsAnsweredOnTheWay);
    CPPUNIT_TEST(testHealthNeedsAHostButNotOurs);
    CPPUNIT_TEST(testEndlessHealthChecksEnd);
    CPPUNIT_TEST(testLateHeadIsReportedAndSilenceIsNot);
    CPPUNIT_TEST(testPlaceOfAClientThatEndedIsNotLate);
    CPPUNIT_TEST(testMoreThanAllPlacesAreTurnedAway);
    CPPUNIT_TEST(testRefusedRequestHearsWhenToTryAgain);
    CPPUNIT_TEST(testClientForWhomThereIsNoDescriptorIsTurnedAway);
    CPPUNIT_TEST(testIdleClientGivesItsDescriptorForALostReserve);
    CPPUNIT_TEST(testLostReserveIsRegainedBeforeClientsAreHeardAgain);
    CPPUNIT_TEST(testWakeAndNudge);
    CPPUNIT_TEST(testStoppingServerAcceptsNobody);
    CPPUNIT_TEST(testStoppingServerServesWhatHasComeAndEndsTheIdle);
    CPPUNIT_TEST(testEndAndDeadlineMeet);
    CPPUNIT_TEST_SUITE_END();

public:
    void testCompleteRequestIsReadyAndNextOneOfItsClientToo() {
        start();
        const ClientSocket one = client();
        one.say(get + get);
        Connection& connection = waitForOne();
        CPPUNIT_ASSERT(connection.ownership.isOwned());
        answer(connection, "one");
        CPPUNIT_ASSERT(set_->putBack(connection, *bufferPool_));
        answer(connection, "two", false);
        CPPUNIT_ASSERT(!set_->putBack(connection, *bufferPool_));
        CPPUNIT_ASSERT_EQUAL("onetwo"s, one.heardToTheEnd());
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, set_->connections());
    }
    // No event reports room that was always there: a client whose turn had ended would have waited forever.
    void testLargeAnswerTakesTurnsThoughItsReaderIsFast() {
        start();
        const ClientSocket one = client();
        one.say(get);
        Connection& connection = waitForOne();
        const std::string large(4 * Output::maxFlushBytes, 'x');
        answer(connection, large);
        CPPUNIT_ASSERT(!set_->putBack(connection, *bufferPool_));
        std::string heard = one.heard();
        CPPUNIT_ASSERT(heard.size() <= Output::maxFlushBytes);
        for (int turn = 0; turn < 20; ++turn) {
            set_->wait(0, *bufferPool_, ready_);
            heard += one.heard();
        }
        CPPUNIT_ASSERT(large == heard);
        CPPUNIT_ASSERT(connection.isIdle() && !connection.ownership.isOwned());
    }
    void testHealthIsAnsweredOnTheWay() {
        start();
        const ClientSocket one = client();
        one.say(health + "HEAD /healthz HTTP/1.1\r\nHost: a\r\n\r\n" + get);
        waitForOne();
        const std::string heard = one.heard();
        CPPUNIT_ASSERT(heard.starts_with("HTTP/1.1 200 ") && heard.ends_with("\r\n\r\n"));
        CPPUNIT_ASSERT(heard.find("\r\n\r\nok\nHTTP/1.1 200 ") != std::string::npos);
    }
    void testHealthNeedsAHostButNotOurs() {
        start();
        const ClientSocket one = client();
        one.say("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        waitForConnections(1);
        settle();
        CPPUNIT_ASSERT(ready_.empty() && one.heard().starts_with("HTTP/1.1 200 "));
        for (const char* hosts : {"", "Host: a\r\nHost: a\r\n", "Host: a b\r\n"}) {
            const ClientSocket other = client();
            other.say("GET /healthz HTTP/1.1\r\n" + std::string(hosts) + "\r\n");
            waitForOne(); // like any request: the pipeline refuses it
            CPPUNIT_ASSERT(other.heard().empty());
        }
    }
    // Clients that sent health requests as fast as they were answered kept their thread: a few clients could occupy all threads.
    void testEndlessHealthChecksEnd() {
        start();
        const ClientSocket one = client();
        std::string many;
        for (int i = 0; i < 300; ++i) many += health;
        one.say(many);
        waitForConnections(1);
        settle();
        const std::string heard = one.heardToTheEnd();
        CPPUNIT_ASSERT(ready_.empty());
        CPPUNIT_ASSERT(heard.ends_with("Connection: close\r\n\r\nok\n"));
    }
    void testLateHeadIsReportedAndSilenceIsNot() {
        limits_.headWait = limits_.idle = Milliseconds(0);
        start();
        const ClientSocket silent = client();
        const ClientSocket trickling = client();
        waitForConnections(2);
        trickling.say("GET /");
        settle();
        set_->expire(*bufferPool_, ready_);
        CPPUNIT_ASSERT_EQUAL(""s, silent.heardToTheEnd());
        CPPUNIT_ASSERT(trickling.heardToTheEnd().starts_with("HTTP/1.1 408 "));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, set_->connections()); // it may still be sending
        CPPUNIT_ASSERT(reports_ == std::vector<int>{408});
    }
    void testPlaceOfAClientThatEndedIsNotLate() {
        limits_.headWait = Milliseconds(0);
        start();
        {
            const ClientSocket gone = client();
            waitForConnections(1);
        }
        waitForConnections(0);
        set_->expire(*bufferPool_, ready_);
        const ClientSocket next = client();
        next.say(get);
        Connection& connection = waitForOne();
        set_->expire(*bufferPool_, ready_); // it is being served
        answer(connection, "ok", false);
        set_->putBack(connection, *bufferPool_);
        CPPUNIT_ASSERT_EQUAL("ok"s, next.heardToTheEnd());
    }
    void testMoreThanAllPlacesAreTurnedAway() {
        limits_.connections = 1;
        start();
        const ClientSocket one = client();
        waitForConnections(1);
        const ClientSocket two = client();
        two.say(get);
        while (reports_.empty()) set_->wait(-1, *bufferPool_, ready_);
        CPPUNIT_ASSERT(two.heard().starts_with("HTTP/1.1 503 "));
        one.say(get);
        waitForOne();
    }
    void testRefusedRequestHearsWhenToTryAgain() {
        start();
        const ClientSocket one = client();
        one.say(get);
        set_->refuse(waitForOne(), 503, "busy", *bufferPool_);
        const std::string heard = one.heardToTheEnd();
        CPPUNIT_ASSERT(heard.starts_with("HTTP/1.1 503 ") && heard.find("\r\nRetry-After: ") != std::string::npos);
        CPPUNIT_ASSERT(heard.find("\r\nConnection: close\r\n") != std::string::npos);
    }
    void testClientForWhomThereIsNoDescriptorIsTurnedAway() {
        start();
        const ClientSocket one = client();
        const ClientSocket two = client();
        const NoDescriptors none;
        settle();
        for (const ClientSocket* each : {&one, &two})
            CPPUNIT_ASSERT(each->heardToTheEnd().starts_with("HTTP/1.1 503 "));
    }
    // The set's descriptors are above the limit, so that the reserve cannot be reopened once it is given up, as when another
    // thread opens a file in between.
    rlim_t startAboveTheLimit() {
        NoDescriptors below;
        const rlim_t limit = below.lift();
        start();
        return limit;
    }
    // After the reserve had been lost, new clients waited until all earlier ones had gone.
    void testIdleClientGivesItsDescriptorForALostReserve() {
        const rlim_t limit = startAboveTheLimit();
        const ClientSocket idle = client();
        waitForConnections(1);
        const ClientSocket next = client();
        const ClientSocket third = client();
        const NoDescriptors none(limit);
        settle();
        CPPUNIT_ASSERT_EQUAL(""s, idle.heardToTheEnd());
        set_->expire(*bufferPool_, ready_);
        settle();
        for (const ClientSocket* each : {&next, &third})
            CPPUNIT_ASSERT(each->heardToTheEnd().starts_with("HTTP/1.1 503 "));
    }
    void testLostReserveIsRegainedBeforeClientsAreHeardAgain() {
        const rlim_t limit = startAboveTheLimit();
        const ClientSocket next = client();
        const ClientSocket third = client();
        NoDescriptors none(limit);
        settle();
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, set_->connections());
        none.giveOne();
        set_->expire(*bufferPool_, ready_);
        settle();
        for (const ClientSocket* each : {&next, &third})
            CPPUNIT_ASSERT(each->heardToTheEnd().starts_with("HTTP/1.1 503 "));
    }
    void testWakeAndNudge() {
        start();
        set_->wakeOne();
        set_->wait(-1, *bufferPool_, ready_); // returns
        set_->wakeOne();
        set_->wait(-1, *bufferPool_, ready_); // again
        set_->wake();
        for (int i = 0; i < 3; ++i) set_->wait(-1, *bufferPool_, ready_);
        CPPUNIT_ASSERT(ready_.empty());
    }
    void testStoppingServerAcceptsNobody() {
        start();
        const ClientSocket accepted = client(); // accepted by the kernel, not yet by the server
        accepted.say(get);
        set_->stopListening(*bufferPool_, ready_);
        answer(waitForOne(), "ok", false);
        CPPUNIT_ASSERT_THROW(client(), CppUnit::Exception);
    }
    // A request that arrived while the server looked for idle clients was taken out and never served.
    void testStoppingServerServesWhatHasComeAndEndsTheIdle() {
        start();
        const ClientSocket idle = client();
        const ClientSocket half = client();
        const ClientSocket asking = client();
        half.say("GET / HT");
        waitForConnections(3);
        settle();
        set_->stopListening(*bufferPool_, ready_);
        asking.say(get);
        set_->endIdle(*bufferPool_, ready_);
        CPPUNIT_ASSERT_EQUAL(""s, idle.heardToTheEnd());
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, ready_.size());
        Connection& connection = waitForOne();
        answer(connection, "ok");
        CPPUNIT_ASSERT(!set_->putBack(connection, *bufferPool_)); // now idle, and closed at once
        CPPUNIT_ASSERT_EQUAL("ok"s, asking.heardToTheEnd());
        half.say("TP/1.1\r\nHost: a\r\n\r\n");
        set_->endIdle(*bufferPool_, ready_);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, ready_.size());
        set_->cut();
        set_->endIdle(*bufferPool_, ready_);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, set_->connections()); // still being served
    }
    // A client's deadline was read while the client was being closed, and its slot was closed a second time for its successor.
    void testEndAndDeadlineMeet() {
        limits_.headWait = limits_.idle = Milliseconds(0);
        start();
        std::atomic<bool> over{false};
        std::jthread keeper([&] {
            RequestBufferPool bufferPool(limits_);
            ReadyList ready;
            while (!over) set_->expire(bufferPool, ready);
            CPPUNIT_ASSERT(ready.empty());
        });
        for (int i = 0; i < 300; ++i) {
            ClientSocket one = client();
            if (i % 2 == 0) one.close();
            settle();
            if (i % 2 == 1) CPPUNIT_ASSERT_EQUAL(""s, one.heardToTheEnd());
        }
        while (set_->connections() > 0) settle();
        over = true;
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConnectionSetTest);
