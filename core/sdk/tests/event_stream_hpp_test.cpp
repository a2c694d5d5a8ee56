// SPDX-License-Identifier: Apache-2.0
// Server-sent events as bytes: as EventSource reads them.
#include "support/test_exchange.h"

#include <portico/event_stream.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

namespace {

using test::TestExchange;
using namespace std::chrono_literals;

} // namespace

class EventStreamHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(EventStreamHppTest);
    CPPUNIT_TEST(testTheHeadLeavesAtOnce);
    CPPUNIT_TEST(testAnEventIsItsLinesAndAnEmptyOne);
    CPPUNIT_TEST(testEveryKindOfLineEndIsALineOfData);
    CPPUNIT_TEST(testANameThatWouldBeTwoLinesIsRefused);
    CPPUNIT_TEST(testRetryAndHeartbeatAreNoEvents);
    CPPUNIT_TEST(testALongPauseHasHeartbeats);
    CPPUNIT_TEST(testThePauseEndsWithTheClient);
    CPPUNIT_TEST(testAStreamThatIsNotFreeThrows);
    CPPUNIT_TEST(testTheLastIdIsWhatTheBrowserSays);
    CPPUNIT_TEST_SUITE_END();

    TestExchange x_;
    Exchange exchange_ = x_.view();

    void testTheHeadLeavesAtOnce() {
        const EventStream stream(exchange_);
        CPPUNIT_ASSERT(x_.pieces == std::vector<std::string>{""});
        CPPUNIT_ASSERT_EQUAL(std::string("text/event-stream"), x_.answerHeader("Content-Type").value_or(""));
    }
    void testAnEventIsItsLinesAndAnEmptyOne() {
        EventStream stream(exchange_);
        stream.send("hello", "greeting", "7");
        stream.send("");
        CPPUNIT_ASSERT_EQUAL(std::string("event: greeting\nid: 7\ndata: hello\n\n"), x_.pieces[1]);
        CPPUNIT_ASSERT_EQUAL(std::string("data: \n\n"), x_.pieces[2]);
    }
    // A line end that only some readers recognize would let data begin a new field.
    void testEveryKindOfLineEndIsALineOfData() {
        const std::string expected = "data: a\ndata: id: 1\ndata: \ndata: b\ndata: \n\n";
        EventStream stream(exchange_);
        for (const auto* data : {"a\nid: 1\n\nb\n", "a\r\nid: 1\r\rb\r\n"}) {
            stream.send(data);
            CPPUNIT_ASSERT_EQUAL(expected, x_.pieces.back());
        }
    }
    void testANameThatWouldBeTwoLinesIsRefused() {
        EventStream stream(exchange_);
        for (const auto& bad : {std::string("a\nb"), std::string("a\r"), std::string("a\0b", 3)}) {
            CPPUNIT_ASSERT_THROW(stream.send("x", bad), Error);
            CPPUNIT_ASSERT_THROW(stream.send("x", "", bad), Error);
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, x_.pieces.size());
    }
    void testRetryAndHeartbeatAreNoEvents() {
        EventStream stream(exchange_);
        stream.retry(1500ms);
        stream.heartbeat();
        CPPUNIT_ASSERT(x_.pieces == (std::vector<std::string>{"", "retry: 1500\n\n", ":\n\n"}));
    }
    void testALongPauseHasHeartbeats() {
        EventStream stream(exchange_);
        CPPUNIT_ASSERT(stream.pause(35s));
        CPPUNIT_ASSERT(x_.pieces == (std::vector<std::string>{"", ":\n\n", ":\n\n"}));
        CPPUNIT_ASSERT(x_.paused == 35s);
    }
    void testThePauseEndsWithTheClient() {
        EventStream stream(exchange_);
        x_.pausesUntilGone = 2;
        CPPUNIT_ASSERT(!stream.pause(100s));
        CPPUNIT_ASSERT_THROW(stream.send("x"), Error);
    }
    void testAStreamThatIsNotFreeThrows() {
        x_.streamIsFree = false;
        try {
            const EventStream stream(exchange_);
            CPPUNIT_FAIL("a stream");
        } catch (const Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, error.status());
        }
    }
    void testTheLastIdIsWhatTheBrowserSays() {
        const EventStream stream(exchange_);
        CPPUNIT_ASSERT(stream.lastId().empty());
        x_.headers = {{"Last-Event-ID", "7"}};
        CPPUNIT_ASSERT(stream.lastId() == "7");
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(EventStreamHppTest);

} // namespace portico
