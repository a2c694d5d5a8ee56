// SPDX-License-Identifier: Apache-2.0
// Entity tags: parsing, and search in a list.
#include "http/syntax/fields/etag.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;

class EtagTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(EtagTest);
    CPPUNIT_TEST(testTagIsQuotedAndMayBeWeak);
    CPPUNIT_TEST(testWhatIsNoTagIsRefused);
    CPPUNIT_TEST(testListNamesATagWeakly);
    CPPUNIT_TEST(testWeakTagIsStronglyNoOthersEqual);
    CPPUNIT_TEST(testAsteriskNamesEveryTag);
    CPPUNIT_TEST(testMalformedListNamesNothing);
    CPPUNIT_TEST_SUITE_END();

public:
    void testTagIsQuotedAndMayBeWeak() {
        CPPUNIT_ASSERT(parseEntityTag("\"a,b\\\"").value().opaque == "a,b\\" && !parseEntityTag("\"\"").value().weak);
        CPPUNIT_ASSERT(parseEntityTag("W/\"x\"").value().weak && parseEntityTag("W/\"x\"").value().opaque == "x");
    }

    void testWhatIsNoTagIsRefused() {
        for (const char* text : {"", "a", "\"", "\"a", "a\"", "W/", "W/a", "w/\"a\"", "W/ \"a\"", "\"a\"b", "\"a b\"",
                                 "\"a\nb\"", "\"a\" ", "W\"a\"", "\"\x7f\""})
            CPPUNIT_ASSERT_MESSAGE(text, !parseEntityTag(text));
    }

    void testListNamesATagWeakly() {
        for (const char* list :
             {"\"a\"", "W/\"a\"", "\"x\", \"a\"", "\"x\",W/\"a\" ,\"y\"", " ,, \"a\" , ", "\"b,\\\", \"a\""})
            CPPUNIT_ASSERT_MESSAGE(list, namesTag(list, "\"a\"") && namesTag(list, "W/\"a\""));
        for (const char* list : {"", ",", "\"A\"", "\"x\"", "\"aa\"", "W/\"b\""})
            CPPUNIT_ASSERT_MESSAGE(list, !namesTag(list, "\"a\""));
    }

    void testWeakTagIsStronglyNoOthersEqual() {
        CPPUNIT_ASSERT(namesTagStrongly("\"x\", \"a\"", "\"a\"") && namesTagStrongly("*", "\"a\""));
        CPPUNIT_ASSERT(!namesTagStrongly("W/\"a\"", "\"a\"") && !namesTagStrongly("\"a\"", "W/\"a\"") &&
                       !namesTagStrongly("W/\"a\"", "W/\"a\"") && !namesTagStrongly("\"a\", b", "\"a\""));
    }

    void testAsteriskNamesEveryTag() {
        CPPUNIT_ASSERT(namesTag("*", "\"a\"") && namesTag(" * ", ""));
        CPPUNIT_ASSERT(!namesTag("*, \"a\"", "\"a\"") && !namesTag("\"*\"", "\"a\""));
    }

    void testMalformedListNamesNothing() {
        for (const char* list : {"\"a\" \"b\"", "\"a\", b", "a", "\"a\", \"", "\"a\";", "\"a\", W/"})
            CPPUNIT_ASSERT_MESSAGE(list, !namesTag(list, "\"a\""));
        CPPUNIT_ASSERT(!namesTag("\"\"", "") && !namesTag("\"a\"", "a"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(EtagTest);
