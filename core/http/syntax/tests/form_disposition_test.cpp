// SPDX-License-Identifier: Apache-2.0
// Which field a part is, as browsers and programs write it.
#include "http/syntax/form_disposition.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using namespace std::string_literals;

class FormDispositionTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FormDispositionTest);
    CPPUNIT_TEST(testNameAndFileAreRead);
    CPPUNIT_TEST(testFileNameStaysAsSent);
    CPPUNIT_TEST(testMalformedOnesAreRefused);
    CPPUNIT_TEST_SUITE_END();

    static std::string filename(const std::string& quoted) {
        return parseFormDisposition("form-data; name=\"a\"; filename=\"" + quoted + "\"").value().filename.value();
    }

public:
    void testNameAndFileAreRead() {
        const FormDisposition both = parseFormDisposition("form-data; name=\"field\"; filename=\"a.txt\"").value();
        CPPUNIT_ASSERT(both.name == "field" && both.filename == "a.txt");
        const FormDisposition other = parseFormDisposition("Form-Data ;\tFILENAME=b; size=\"1;2\" ;NAME=c").value();
        CPPUNIT_ASSERT(other.name == "c" && other.filename == "b");
        CPPUNIT_ASSERT(!parseFormDisposition("form-data; name=a").value().filename);
        const FormDisposition empty = parseFormDisposition("form-data; name=\"\"; filename=\"\"").value();
        CPPUNIT_ASSERT(empty.name.empty() && empty.filename == "");
    }
    void testFileNameStaysAsSent() {
        CPPUNIT_ASSERT_EQUAL("../../etc/passwd"s, filename("../../etc/passwd"));
        CPPUNIT_ASSERT_EQUAL("C:\\a\\b.txt"s, filename("C:\\a\\b.txt"));
        CPPUNIT_ASSERT_EQUAL("a%22b%0D%0A"s, filename("a%22b%0D%0A"));
        CPPUNIT_ASSERT_EQUAL("a\"b\\c"s, filename("a\\\"b\\c"));
        CPPUNIT_ASSERT_EQUAL("\xc3\xa4;=,"s, filename("\xc3\xa4;=,"));
        CPPUNIT_ASSERT(!parseFormDisposition("form-data; name=a; filename*=UTF-8''b").value().filename);
    }
    void testMalformedOnesAreRefused() {
        for (const auto& value : {""s,
                                  "form-data"s,
                                  "attachment; name=a"s,
                                  "form-data; filename=a"s,
                                  "form-data; name"s,
                                  "form-data; name="s,
                                  "form-data; name=\"a"s,
                                  "form-data; name=\"a\\\""s,
                                  "form-data; name=\"a\"b"s,
                                  "form-data; name=a b"s,
                                  "form-data name=a"s,
                                  "form-data; name=a; name=b"s,
                                  "form-data; name=a; filename=b; FileName=c"s,
                                  "form-data; name=a;"s,
                                  "form-data;; name=a"s,
                                  "form-data; name =a"s,
                                  "form-data; name= a"s,
                                  "form-data; name=\"\xff\""s,
                                  "form-data; name=\"a\tb\""s,
                                  "form-data; name=\"\xc2\x80\""s,
                                  "form-data; name=\"a\0\""s,
                                  "form-data; name=a, form-data; name=b"s})
            CPPUNIT_ASSERT_MESSAGE(value, !parseFormDisposition(value));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(FormDispositionTest);
