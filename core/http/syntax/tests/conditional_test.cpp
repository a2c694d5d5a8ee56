// SPDX-License-Identifier: Apache-2.0
// 304: which header decides, and that a doubt sends everything.
#include "http/syntax/conditional.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;

class ConditionalTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ConditionalTest);
    CPPUNIT_TEST(testWithoutConditionsEverythingIsSent);
    CPPUNIT_TEST(testTagDecidesAlone);
    CPPUNIT_TEST(testDateDecidesWithoutTag);
    CPPUNIT_TEST(testWhatIsUnknownOrMalformedSendsEverything);
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
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConditionalTest);
