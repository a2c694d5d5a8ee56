// SPDX-License-Identifier: Apache-2.0
// Problem details: the exact bytes.
#include "http/syntax/status/problem.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;

class ProblemTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ProblemTest);
    CPPUNIT_TEST(testEmptyMembersAreLeftOutAndTheTitleIsThatOfTheStatus);
    CPPUNIT_TEST(testAllMembersAreWritten);
    CPPUNIT_TEST(testMembersAreEscaped);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEmptyMembersAreLeftOutAndTheTitleIsThatOfTheStatus() {
        CPPUNIT_ASSERT_EQUAL(std::string("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}\n"),
                             problem({.status = 404}));
        CPPUNIT_ASSERT_EQUAL(problem({.status = 404}), problem({.status = 404, .type = ""}));
    }

    void testAllMembersAreWritten() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("{\"type\":\"/problems/full\",\"title\":\"Full\",\"status\":503,\"detail\":\"Later.\","
                        "\"instance\":\"/a\",\"request_id\":\"r1\"}\n"),
            problem({503, "Full", "Later.", "r1", "/a", "/problems/full"}));
    }

    void testMembersAreEscaped() {
        CPPUNIT_ASSERT_EQUAL(
            std::string(
                "{\"type\":\"about:blank\",\"title\":\"\\\"\",\"status\":400,\"detail\":\"\\u003cb\\u003e\\n\"}\n"),
            problem({.status = 400, .title = "\"", .detail = "<b>\n"}));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ProblemTest);
