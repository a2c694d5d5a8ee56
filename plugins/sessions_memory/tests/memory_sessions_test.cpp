// SPDX-License-Identifier: Apache-2.0
// The bounds of the session store in memory. The contract suite tests what every provider must do.
#include "memory_sessions.h"
#include "session_record.h"
#include "support/test_host.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace sessions_memory;

class MemorySessionsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MemorySessionsTest);
    CPPUNIT_TEST(testAFullStoreRefusesLoginsAndEndsNoSession);
    CPPUNIT_TEST(testAUserAtTheirOwnBoundStillLogsInWhenTheStoreIsFull);
    CPPUNIT_TEST(testExpiredSessionsMakeRoom);
    CPPUNIT_TEST(testEndedSessionsMakeRoom);
    CPPUNIT_TEST(testARefusedSessionLeavesNoTrace);
    CPPUNIT_TEST(testASinkMayCallTheStore);
    CPPUNIT_TEST(testNextGenerationHasTheSessions);
    CPPUNIT_TEST(testSessionEndedByOneGenerationHasEndedForTheOther);
    CPPUNIT_TEST(testDamagedRecordIsNotASession);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;
    MemorySessions sessions_{host_.host(), {4, 2}};

    static std::string id(char tail) { return std::string(42, 'A') + tail; }
    portico_status begin(char tail, const std::string& user) {
        try {
            sessions_.create({id(tail), user, "", "", 0, 0, 600, host_.seconds() + 3600});
        } catch (const portico::Error& error) {
            return error.status();
        }
        return PORTICO_OK;
    }
    bool lives(char tail) { return sessions_.find(id(tail)).has_value(); }
    void fill() {
        begin('1', "u1");
        begin('2', "u1");
        begin('3', "u2");
        begin('4', "u3");
    }

public:
    void testAFullStoreRefusesLoginsAndEndsNoSession() {
        fill();
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, begin('5', "u4"));
        for (const char tail : {'1', '2', '3', '4'}) CPPUNIT_ASSERT(lives(tail));
        CPPUNIT_ASSERT(!lives('5'));
    }

    void testAUserAtTheirOwnBoundStillLogsInWhenTheStoreIsFull() {
        fill();
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, begin('5', "u1"));
        CPPUNIT_ASSERT(lives('5') && lives('3') && lives('4'));
        CPPUNIT_ASSERT(lives('1') != lives('2'));
    }

    void testExpiredSessionsMakeRoom() {
        fill();
        host_.advance(600'000);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, begin('5', "u4"));
        CPPUNIT_ASSERT(lives('5'));
    }

    void testEndedSessionsMakeRoom() {
        fill();
        sessions_.end(id('3'));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, begin('5', "u4"));
        sessions_.endAll("u1");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, begin('6', "u4"));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, begin('7', "u5"));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, begin('8', "u6"));
    }

    void testARefusedSessionLeavesNoTrace() {
        fill();
        begin('5', "u4");
        int seen = 0;
        sessions_.list("u4", [&](const portico::Session&) { return ++seen, true; });
        CPPUNIT_ASSERT_EQUAL(0, seen);
    }

    // A reload used to log everybody out.
    void testNextGenerationHasTheSessions() {
        begin('1', "u1");
        MemorySessions next(host_.host(), {4, 2});
        CPPUNIT_ASSERT_EQUAL(std::string("u1"), next.find(id('1')).value().userId);
    }

    void testSessionEndedByOneGenerationHasEndedForTheOther() {
        begin('1', "u1");
        MemorySessions next(host_.host(), {4, 2});
        next.end(id('1'));
        CPPUNIT_ASSERT(!lives('1'));
        host_.advance(120'000);
        CPPUNIT_ASSERT_THROW(sessions_.touch(id('1')), portico::Error);
        CPPUNIT_ASSERT(!next.find(id('1')));
    }

    void testDamagedRecordIsNotASession() {
        const std::string whole = recordOf({id('1'), "u1", "192.0.2.1", "agent: 3:x", 1, 2, 3, 4});
        CPPUNIT_ASSERT_EQUAL(std::string("agent: 3:x"), sessionOf(whole).value().agent);
        for (std::size_t length = 0; length < whole.size(); ++length)
            CPPUNIT_ASSERT(!sessionOf(std::string_view(whole).substr(0, length)));
    }

    void testASinkMayCallTheStore() {
        fill();
        sessions_.list("u1", [&](const portico::Session& session) { return sessions_.end(session.id), true; });
        CPPUNIT_ASSERT(!lives('1') && !lives('2'));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(MemorySessionsTest);
