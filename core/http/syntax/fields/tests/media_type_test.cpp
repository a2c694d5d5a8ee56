// SPDX-License-Identifier: Apache-2.0
// Media types: Content-Type as sent, and which bodies are forms.
#include "http/syntax/fields/media_type.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;

class MediaTypeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MediaTypeTest);
    CPPUNIT_TEST(testTypeAndParametersAreRead);
    CPPUNIT_TEST(testSpacesAndEmptyParametersAreTaken);
    CPPUNIT_TEST(testMalformedTypesAreRefused);
    CPPUNIT_TEST(testParametersAtTheLimitAreTakenAndOneMoreIsRefused);
    CPPUNIT_TEST(testOnlyUrlencodedUtf8IsAForm);
    CPPUNIT_TEST_SUITE_END();

public:
    void testTypeAndParametersAreRead() {
        const MediaType media = parseMediaType("Text/HTML;Charset=\"utf-8\"; v=1").value();
        CPPUNIT_ASSERT(media.type == "Text" && media.subtype == "HTML");
        CPPUNIT_ASSERT(media.is("text/html") && !media.is("text/htm") && !media.is("text") && !media.is("html"));
        CPPUNIT_ASSERT(media.parameter("charset") == "utf-8" && media.parameter("V") == "1" && !media.parameter("w"));
        CPPUNIT_ASSERT(parseMediaType("application/problem+json").value().is("application/problem+json"));
    }

    void testSpacesAndEmptyParametersAreTaken() {
        CPPUNIT_ASSERT(parseMediaType(" a/b \t;  c=d ; ; ;").value().parameter("c") == "d");
        CPPUNIT_ASSERT(parseMediaType("a/b;").value().parameterCount == 0);
        CPPUNIT_ASSERT(parseMediaType("a/b;c=\"\"").value().parameter("c") == "");
    }

    void testMalformedTypesAreRefused() {
        for (const char* text : {"",
                                 "/",
                                 "a",
                                 "a/",
                                 "/b",
                                 "a/b/c",
                                 "a /b",
                                 "a/ b",
                                 "a/b c",
                                 "a/b,c/d",
                                 "a/b;c",
                                 "a/b;=d",
                                 "a/b;c=",
                                 "a/b;c =d",
                                 "a/b;c= d",
                                 "a/b;c=\"d",
                                 "a/b;c=\"d\"e",
                                 "a/b;c=\"\\d\"",
                                 "a/b;c=d;C=e",
                                 "a/b;c=d e"})
            CPPUNIT_ASSERT_MESSAGE(text, !parseMediaType(text));
    }

    void testParametersAtTheLimitAreTakenAndOneMoreIsRefused() {
        std::string text = "a/b";
        for (char name = 'a'; name < 'i'; ++name) (text += ';').append({name, '=', '1'});
        CPPUNIT_ASSERT_EQUAL(std::size_t{8}, parseMediaType(text).value().parameterCount);
        CPPUNIT_ASSERT(!parseMediaType(text + ";i=1"));
    }

    void testOnlyUrlencodedUtf8IsAForm() {
        for (const char* type :
             {"application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
              "application/x-www-form-urlencoded;charset=\"utf-8\""})
            CPPUNIT_ASSERT_MESSAGE(type, isUrlencodedForm(type));
        for (const char* type : {"", "text/plain", "multipart/form-data; boundary=x", "application/json",
                                 "application/x-www-form-urlencoded; charset=utf-7",
                                 "application/x-www-form-urlencoded, text/plain", "application/x-www-form-urlencodedx"})
            CPPUNIT_ASSERT_MESSAGE(type, !isUrlencodedForm(type));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MediaTypeTest);
