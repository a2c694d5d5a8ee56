// SPDX-License-Identifier: Apache-2.0
// 304 and 412: which header decides; in doubt, everything is sent and nothing is changed.
#include "http/syntax/fields/conditional.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;

class ConditionalTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ConditionalTest);
    CPPUNIT_TEST(testWithoutConditionsEverythingIsSent);
    CPPUNIT_TEST(testTagDecidesAlone);
    CPPUNIT_TEST(testDateDecidesWithoutTag);
    CPPUNIT_TEST(testWhatIsUnknownOrMalformedSendsEverything);
    CPPUNIT_TEST(testPreconditionsAreAskedInTheirOrder);
    CPPUNIT_TEST(testIfMatchComparesStrongly);
    CPPUNIT_TEST(testInvalidDateIsNoCondition);
    CPPUNIT_TEST(testPartIsOfTheSameFileByItsTag);
    CPPUNIT_TEST(testPartIsOfTheSameFileByItsDateOnceTheSecondIsOver);
    CPPUNIT_TEST_SUITE_END();

    static constexpr std::time_t modified = 784111777;
    static constexpr std::string_view same = "Sun, 06 Nov 1994 08:49:37 GMT", before = "Sun, 06 Nov 1994 08:49:36 GMT",
                                      after = "Mon, 07 Nov 1994 08:49:37 GMT";
    static constexpr std::nullopt_t none = std::nullopt;

public:
    void testWithoutConditionsEverythingIsSent() { CPPUNIT_ASSERT(!notModified(none, none, "\"a\"", modified)); }

    void testTagDecidesAlone() {
        CPPUNIT_ASSERT(notModified("\"a\"", none, "\"a\"", modified) &&
                       notModified("W/\"a\", \"b\"", before, "\"a\"", modified));
        CPPUNIT_ASSERT(!notModified("\"b\"", after, "\"a\"", modified) && !notModified("", after, "\"a\"", modified));
    }

    void testDateDecidesWithoutTag() {
        CPPUNIT_ASSERT(notModified(none, same, "\"a\"", modified) && notModified(none, after, "", modified));
        CPPUNIT_ASSERT(!notModified(none, before, "\"a\"", modified));
        CPPUNIT_ASSERT(notModified(none, "Sunday, 06-Nov-94 08:49:37 GMT", "\"a\"", modified));
    }

    void testWhatIsUnknownOrMalformedSendsEverything() {
        CPPUNIT_ASSERT(!notModified(none, after, "\"a\"", 0) && !notModified(none, "yesterday", "\"a\"", modified));
        CPPUNIT_ASSERT(!notModified("\"a", none, "\"a\"", modified) && !notModified("\"\"", none, "", modified));
    }
    static Precondition of(Conditions conditions) { return check(conditions, "\"a\"", modified); }

    void testPreconditionsAreAskedInTheirOrder() {
        CPPUNIT_ASSERT(of({}) == Precondition::Holds);
        CPPUNIT_ASSERT(of({"\"a\"", before, none, none}) == Precondition::Holds);
        CPPUNIT_ASSERT(of({"\"b\"", after, "\"a\"", none}) == Precondition::Failed);
        CPPUNIT_ASSERT(of({none, before, "\"a\"", after}) == Precondition::Failed);
        CPPUNIT_ASSERT(of({none, same, "\"a\"", none}) == Precondition::NotModified);
        CPPUNIT_ASSERT(of({"\"a\"", none, "\"a\"", none}) == Precondition::NotModified);
        CPPUNIT_ASSERT(of({none, none, "\"b\"", after}) == Precondition::Holds);
        CPPUNIT_ASSERT(of({none, none, none, same}) == Precondition::NotModified);
    }
    void testIfMatchComparesStrongly() {
        CPPUNIT_ASSERT(of({"*", none, none, none}) == Precondition::Holds);
        CPPUNIT_ASSERT(of({"\"b\", \"a\"", none, none, none}) == Precondition::Holds);
        for (const char* list : {"W/\"a\"", "", "a", "\"a", "\"a\", b"})
            CPPUNIT_ASSERT_MESSAGE(list, of({list, none, none, none}) == Precondition::Failed);
    }
    void testInvalidDateIsNoCondition() {
        CPPUNIT_ASSERT(of({none, "yesterday", none, none}) == Precondition::Holds);
        CPPUNIT_ASSERT(check({none, before, none, none}, "\"a\"", 0) == Precondition::Holds);
    }
    void testPartIsOfTheSameFileByItsTag() {
        CPPUNIT_ASSERT(isSame("\"a\"", "\"a\"", modified, modified));
        for (const char* tag : {"\"b\"", "W/\"a\"", "\"a\", \"b\"", "*", "", "a"})
            CPPUNIT_ASSERT_MESSAGE(tag, !isSame(tag, "\"a\"", modified, modified + 9));
        CPPUNIT_ASSERT(!isSame("\"a\"", "W/\"a\"", modified, modified));
    }
    void testPartIsOfTheSameFileByItsDateOnceTheSecondIsOver() {
        CPPUNIT_ASSERT(isSame(same, "\"a\"", modified, modified + 1) && !isSame(same, "\"a\"", modified, modified));
        CPPUNIT_ASSERT(!isSame(before, "\"a\"", modified, modified + 9) &&
                       !isSame(after, "\"a\"", modified, modified + 9));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConditionalTest);
