// SPDX-License-Identifier: Apache-2.0
// The field and file name of a part, as browsers and programs write them.
#include "http/syntax/form/form_disposition.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using namespace std::string_literals;

class FormDispositionTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(FormDispositionTest);
    CPPUNIT_TEST(testNameAndFileAreRead);
    CPPUNIT_TEST(testFileNameStaysAsSent);
    CPPUNIT_TEST(testExtendedNameCountsBeforeThePlainOne);
    CPPUNIT_TEST(testUnreadableExtendedNameGivesWayToThePlainOne);
    CPPUNIT_TEST(testFileIsNeverAFieldOfText);
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
    }
    // As .NET, older Python, JavaScript and Apache's HttpClient send it. The file was silently dropped.
    void testExtendedNameCountsBeforeThePlainOne() {
        for (const auto* sent : {"filename*=UTF-8''na%C3%AFve.txt", "filename*=utf-8'en'na%c3%afve.txt",
                                 "filename*=\"UTF-8''na%C3%AFve.txt\"", "FileName*=ISO-8859-1''na%EFve.txt",
                                 "filename=\"=?utf-8?B?bmHDr3ZlLnR4dA==?=\"; filename*=utf-8''na%C3%AFve.txt",
                                 "filename*=UTF-8''na%C3%AFve.txt; filename=\"naive.txt\""})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(
                sent, "na\xc3\xafve.txt"s,
                parseFormDisposition("form-data; name=a; "s + sent).value().filename.value_or("none"));
        CPPUNIT_ASSERT_EQUAL("it's (1);.txt"s,
                             parseFormDisposition("form-data; name=a; filename*=UTF-8''it's%20(1)%3B.txt; x=y")
                                 .value()
                                 .filename.value());
        CPPUNIT_ASSERT_EQUAL("n\xc3\xa4me"s, parseFormDisposition("form-data; name*=utf-8''n%C3%A4me").value().name);
    }
    void testUnreadableExtendedNameGivesWayToThePlainOne() {
        for (const auto* sent :
             {"windows-1252''na%EFve", "UTF-8''%FF", "UTF-8''%", "UTF-8''%0D", "''b", "b", "UTF-8'b"}) {
            const std::string head = "form-data; name=a; filename*="s + sent;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(sent, "c"s,
                                         parseFormDisposition(head + "; filename=c").value().filename.value());
            CPPUNIT_ASSERT_MESSAGE(sent, !parseFormDisposition(head));
        }
    }
    void testFileIsNeverAFieldOfText() {
        for (const auto* sent :
             {"filename*=", "filename*", "filename*=b", "filename*0=b", "filename*0*=UTF-8''b", "filename**=UTF-8''b",
              "filename*=UTF-8''b; filename*=UTF-8''c", "filename=a; filename*0=b", "filename*=UTF-8''b c"})
            CPPUNIT_ASSERT_MESSAGE(sent, !parseFormDisposition("form-data; name=a; "s + sent));
        CPPUNIT_ASSERT_EQUAL(""s,
                             parseFormDisposition("form-data; name=a; filename*=UTF-8''").value().filename.value());
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
