// SPDX-License-Identifier: Apache-2.0
// A multipart body, split everywhere, at every limit.
#include "http/syntax/form/multipart.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using namespace std::string_literals;
using State = MultipartStep::State;

namespace {

constexpr MultipartLimits limits{3, 8, 12, 120, 3, 10, 4};

struct Read {
    std::string parts; // "name|filename|type|data;" for each part
    State state = State::NeedMore;
    int status = 0;
};

void note(const MultipartParser& parser, const MultipartStep& step, Read& all) {
    if (step.state == State::PartBegin)
        all.parts += parser.disposition().name + "|" + parser.disposition().filename.value_or("-") + "|" +
                     parser.contentType() + "|";
    all.parts += step.data;
    if (step.state == State::PartEnd) all.parts += ";";
    all.state = step.state;
    all.status = step.status;
}

// The result for these pieces in sequence.
Read read(std::initializer_list<std::string_view> pieces) {
    MultipartParser parser("B", limits);
    Read all;
    for (std::string_view piece : pieces) do {
            const MultipartStep step = parser.next(piece);
            piece.remove_prefix(step.consumed);
            note(parser, step, all);
        } while (all.state != State::NeedMore && all.state != State::End && all.state != State::Bad);
    CPPUNIT_ASSERT(all.state != State::End || parser.ended());
    if (parser.ended()) all.state = State::End;
    return all;
}

// Expects the same result for every split into two pieces.
Read readSplit(const std::string& body) {
    const Read whole = read({body});
    for (std::size_t split = 0; split <= body.size(); ++split) {
        const Read again = read({std::string_view(body).substr(0, split), std::string_view(body).substr(split)});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(body + " at " + std::to_string(split), whole.parts, again.parts);
        CPPUNIT_ASSERT_EQUAL(whole.status, again.status);
    }
    return whole;
}

std::string part(const std::string& data, const std::string& name = "a") {
    return "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + data + "\r\n";
}
std::string partWith(const std::string& fields) { return "--B\r\n" + fields + "\r\n\r\n\r\n--B--"; }
int status(const std::string& body) { return readSplit(body).status; }

} // namespace

class MultipartTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MultipartTest);
    CPPUNIT_TEST(testBoundaryIsReadFromTheType);
    CPPUNIT_TEST(testBadBoundariesAreNone);
    CPPUNIT_TEST(testPartsComeWithTheirHeadsAndData);
    CPPUNIT_TEST(testWhatLooksLikeADelimiterIsData);
    CPPUNIT_TEST(testBodyInSinglesBytesIsTheSame);
    CPPUNIT_TEST(testPreambleAndEpilogueArePassedOver);
    CPPUNIT_TEST(testPreambleAtTheLimitIsTakenAndOneByteMoreIsTooLong);
    CPPUNIT_TEST(testBodyWithoutPartsEnds);
    CPPUNIT_TEST(testBodyThatIsCutOffHasNotEnded);
    CPPUNIT_TEST(testBoundaryFollowedByTextIsRefused);
    CPPUNIT_TEST(testSpacesAfterABoundaryAreAcceptedUpToTheirLimit);
    CPPUNIT_TEST(testPartWithoutDataEndsInItsEmptyLine);
    CPPUNIT_TEST(testPartOfPartsIsRefusedButMayBeAFile);
    CPPUNIT_TEST(testHeadsThatSayNoFieldAreRefused);
    CPPUNIT_TEST(testPartsNamesAndHeadsAreTakenAtTheirLimitsAndNotBeyond);
    CPPUNIT_TEST(testFaultIsSaidAgain);
    CPPUNIT_TEST_SUITE_END();

public:
    void testBoundaryIsReadFromTheType() {
        CPPUNIT_ASSERT(boundaryOf("multipart/form-data; boundary=----WebKitFormBoundaryabc") ==
                       "----WebKitFormBoundaryabc");
        CPPUNIT_ASSERT(boundaryOf("Multipart/Form-Data;charset=utf-8; Boundary=\"a b'()+_,-./:=?\"") ==
                       "a b'()+_,-./:=?");
        CPPUNIT_ASSERT(boundaryOf("multipart/form-data; boundary=" + std::string(70, 'b')).has_value());
    }
    void testBadBoundariesAreNone() {
        for (const auto& type :
             {"multipart/form-data"s, "multipart/form-data; boundary="s, "multipart/form-data; boundary=\"\""s,
              "multipart/form-data; boundary=\"a \""s, "multipart/form-data; boundary=a; boundary=b"s,
              "multipart/form-data; boundary=\"a\tb\""s, "multipart/form-data; boundary=a*b"s,
              "multipart/form-data; boundary=\"\xc3\xa4\""s, "multipart/mixed; boundary=a"s, "text/plain; boundary=a"s,
              "multipart/form-data; boundary=" + std::string(71, 'b')})
            CPPUNIT_ASSERT_MESSAGE(type, !boundaryOf(type));
    }
    void testPartsComeWithTheirHeadsAndData() {
        const std::string body = part("one") +
                                 "--B\r\ncontent-type: text/x\r\nX-Other: y\r\nCONTENT-DISPOSITION: form-data; "
                                 "name=f; filename=\"g.txt\"\r\n\r\ntwo\r\n\r\n--B--\r\n";
        const Read all = readSplit(body);
        CPPUNIT_ASSERT(all.state == State::End);
        CPPUNIT_ASSERT_EQUAL("a|-||one;f|g.txt|text/x|two\r\n;"s, all.parts);
        CPPUNIT_ASSERT_EQUAL("a|-||;b|-||;"s, readSplit(part("") + part("", "b") + "--B--").parts);
    }
    void testWhatLooksLikeADelimiterIsData() {
        for (const auto& data :
             {"\r"s, "\n"s, "\r\n"s, "\r\n-"s, "\r\n--"s, "\r\n--b"s, "--"s, "--C"s, "-"s, "x--B"s, "\r\r\n--C"s,
              "\r\n\r\n--\r"s, "\n--B--"s, "\0\r\n"s, "x\r\n--\r\n--\r\r"s, "\r\n -B"s, "\r--B"s})
            CPPUNIT_ASSERT_EQUAL("a|-||" + data + ";", readSplit(part(data) + "--B--").parts);
    }
    void testBodyInSinglesBytesIsTheSame() {
        const std::string body = part("\r\n--\r\n-x") + part("y", "b") + "--B--\r\n";
        MultipartParser parser("B", limits);
        Read all;
        for (std::size_t at = 0; at < body.size();) {
            const MultipartStep step = parser.next({&body[at], 1});
            at += step.consumed;
            note(parser, step, all);
        }
        CPPUNIT_ASSERT_EQUAL("a|-||\r\n--\r\n-x;b|-||y;"s, all.parts);
        CPPUNIT_ASSERT(parser.ended());
    }
    void testPreambleAndEpilogueArePassedOver() {
        for (const auto* preamble : {"\r\n", "hello\r\n", "\r\n\r\n", "--A\r\n", "x--B\r\n"})
            CPPUNIT_ASSERT_EQUAL("a|-||x;"s, readSplit(preamble + part("x") + "--B--").parts);
        CPPUNIT_ASSERT_EQUAL("a|-||x;"s, readSplit(part("x") + "--B--\r\nmore\r\n--B\r\nand more").parts);
    }
    void testPreambleAtTheLimitIsTakenAndOneByteMoreIsTooLong() {
        const std::string rest = "\r\n" + part("x") + "--B--";
        const std::string most(limits.preambleBytes, 'p');
        CPPUNIT_ASSERT_EQUAL(0, status(most + rest));
        CPPUNIT_ASSERT_EQUAL(413, status("p" + most + rest));
        CPPUNIT_ASSERT_EQUAL(413, status(std::string(100, 'p')));
    }
    void testBodyWithoutPartsEnds() {
        CPPUNIT_ASSERT(readSplit("--B--").state == State::End && readSplit("\r\n--B--\r\n").parts.empty());
    }
    void testBodyThatIsCutOffHasNotEnded() {
        const std::string body = part("x") + "--B--";
        for (std::size_t size = 0; size < body.size(); ++size) {
            const Read cut = readSplit(body.substr(0, size));
            CPPUNIT_ASSERT(cut.state != State::End && cut.status == 0);
        }
    }
    void testBoundaryFollowedByTextIsRefused() {
        for (const auto* behind : {"C", " C", "\n", "\t\n", "\r\r", "-\r\n", "-x", "\rx", "\r-", "-\n", " -", " --",
                                   "- -", "--C", "---", "-- C", "--\n", "--\rC", "--\r\r\n"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(behind, 400, status(part("x") + "--B" + behind));
    }
    // RFC 2046 section 5.1.1: receivers must be able to handle padding.
    void testSpacesAfterABoundaryAreAcceptedUpToTheirLimit() {
        const std::string head = " \t \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
        CPPUNIT_ASSERT_EQUAL("a|-||x;a|-||y;"s, readSplit("--B" + head + "x\r\n--B" + head + "y\r\n--B-- \t").parts);
        CPPUNIT_ASSERT(readSplit(part("x") + "--B--    \r\nmore").state == State::End);
        for (const auto* behind : {"     ", "--     ", "     \r\n"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(behind, 413, status(part("x") + "--B" + behind));
    }
    // The next part, possibly a file, became data of this one.
    void testPartWithoutDataEndsInItsEmptyLine() {
        const std::string empty = "--B\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n";
        CPPUNIT_ASSERT_EQUAL("e|-||;a|-||x;e|-||;"s, readSplit(empty + part("x") + empty + "--B--").parts);
    }
    // Several files in one part, as old browsers sent them, became a text field.
    void testPartOfPartsIsRefusedButMayBeAFile() {
        const std::string type = "\r\nContent-Type: Multipart/Mixed; boundary=C";
        CPPUNIT_ASSERT_EQUAL(400, status(partWith("Content-Disposition: form-data; name=a" + type)));
        CPPUNIT_ASSERT_EQUAL(0, status(partWith("Content-Disposition: form-data; name=a; filename=f" + type)));
    }
    void testHeadsThatSayNoFieldAreRefused() {
        const std::string good = "Content-Disposition: form-data; name=a";
        CPPUNIT_ASSERT_EQUAL(0, status(partWith(good + "\r\nContent-Transfer-Encoding: Binary")));
        for (const auto& fields :
             {"X: y"s, "Content-Disposition: attachment; name=a"s, good + "\r\n" + good,
              good + "\r\nContent-Type: a/b\r\nContent-Type: a/b", good + "\r\nContent-Transfer-Encoding: base64",
              good + "\r\n folded", good + "\r\nX : y", good + "\r\nX", good + "\nX: y",
              "Content-Disposition : form-data; name=a"s, good + "\r\nX: \0"s})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(fields, 400, status(partWith(fields)));
        CPPUNIT_ASSERT_EQUAL(400, status("--B\r\n\r\nx\r\n--B--"));
    }
    void testPartsNamesAndHeadsAreTakenAtTheirLimitsAndNotBeyond() {
        CPPUNIT_ASSERT_EQUAL(0, status(part("1") + part("2") + part("3") + "--B--"));
        CPPUNIT_ASSERT_EQUAL(413, status(part("1") + part("2") + part("3") + part("4") + "--B--"));
        const std::string good = "Content-Disposition: form-data; name=";
        CPPUNIT_ASSERT_EQUAL(0, status(partWith(good + "12345678")));
        CPPUNIT_ASSERT_EQUAL(413, status(partWith(good + "123456789")));
        CPPUNIT_ASSERT_EQUAL(0, status(partWith(good + "a; filename=123456789012")));
        CPPUNIT_ASSERT_EQUAL(413, status(partWith(good + "a; filename=1234567890123")));
        CPPUNIT_ASSERT_EQUAL(0, status(partWith(good + "a\r\nX:\r\nY:")));
        CPPUNIT_ASSERT_EQUAL(413, status(partWith(good + "a\r\nX:\r\nY:\r\nZ:")));
        const std::string longest = good + "a\r\nX:" + std::string(limits.headBytes - good.size() - 9, 'x');
        CPPUNIT_ASSERT_EQUAL(0, status(partWith(longest)));
        CPPUNIT_ASSERT_EQUAL(413, status(partWith(longest + "x")));
    }
    void testFaultIsSaidAgain() {
        MultipartParser parser("B", limits);
        CPPUNIT_ASSERT_EQUAL(400, parser.next("--Bx").status);
        const MultipartStep again = parser.next("--B--");
        CPPUNIT_ASSERT(again.status == 400 && again.consumed == 0 && !again.reason.empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MultipartTest);
