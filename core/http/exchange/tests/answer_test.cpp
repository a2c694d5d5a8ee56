// SPDX-License-Identifier: Apache-2.0
// The answer while it is being created: nothing can split the response or change its framing.
#include "http/exchange/answer.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::http::Answer;
using portico::http::wire::FileStretch;
using namespace std::string_literals;

namespace {

class AnswerTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AnswerTest);
    CPPUNIT_TEST(testValuesWithControlsAreRefused);
    CPPUNIT_TEST(testNamesThatAreNoTokensAreRefused);
    CPPUNIT_TEST(testFieldsOfTheHostAreRefusedInAnyCase);
    CPPUNIT_TEST(testRefusedFieldLeavesTheOldOneAlone);
    CPPUNIT_TEST(testSetReplacesInAnyCaseAndAddKeepsBoth);
    CPPUNIT_TEST(testRedirectGoesToTheGivenPath);
    CPPUNIT_TEST(testRedirectToABadLocationGoesToTheRoot);
    CPPUNIT_TEST(testRedirectEndsAFailure);
    CPPUNIT_TEST(testFailureDropsWhatDescribedTheOldAnswer);
    CPPUNIT_TEST(testFailureKeepsCookiesAndChallenges);
    CPPUNIT_TEST(testChallengesOfAnotherAnswerAreAddedOnce);
    CPPUNIT_TEST(testLengthIsThatOfThePiecesIfThereAreAny);
    CPPUNIT_TEST(testWhatEndsAnAnswerEndsItsPieces);
    CPPUNIT_TEST_SUITE_END();

    void testValuesWithControlsAreRefused() {
        for (int byte = 0; byte < 256; ++byte) {
            const bool control = (byte < 0x20 && byte != '\t') || byte == 0x7f;
            Answer answer;
            const std::string value = "a"s + static_cast<char>(byte) + "Set-Cookie: b";
            CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(byte), !control, answer.set("X-A", value));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(std::to_string(byte), !control, answer.add("X-A", value));
            CPPUNIT_ASSERT_EQUAL(!control, answer.has("X-A"));
        }
        Answer answer;
        CPPUNIT_ASSERT(!answer.set("Location", "/a\r\n\r\n<script>"));
        CPPUNIT_ASSERT(answer.set("X-Empty", ""));
    }
    void testNamesThatAreNoTokensAreRefused() {
        Answer answer;
        for (const auto& name :
             {""s, "X Y"s, "X:"s, "X-A\r\nX-B"s, " X"s, "X "s, "X\t"s, "X\0"s, "(x)"s, "\u00e4"s, "X/Y"s, "\"x\""s})
            CPPUNIT_ASSERT_MESSAGE(name, !answer.set(name, "a") && !answer.add(name, "a"));
        CPPUNIT_ASSERT(answer.fields().empty());
    }
    void testFieldsOfTheHostAreRefusedInAnyCase() {
        Answer answer;
        for (const auto* name : {"Content-Length", "content-length", "Transfer-Encoding", "TRANSFER-ENCODING",
                                 "Connection", "Keep-Alive", "Date", "Upgrade", "Trailer", "TE", "te", "X-Request-Id"})
            CPPUNIT_ASSERT_MESSAGE(name, !answer.set(name, "1") && !answer.add(name, "1"));
        CPPUNIT_ASSERT(answer.fields().empty());
    }
    void testRefusedFieldLeavesTheOldOneAlone() {
        Answer answer;
        CPPUNIT_ASSERT(answer.set("X-A", "good"));
        CPPUNIT_ASSERT(!answer.set("X-A", "bad\n"));
        CPPUNIT_ASSERT_EQUAL("good"s, answer.fields().at(0).value);
    }
    void testSetReplacesInAnyCaseAndAddKeepsBoth() {
        Answer answer;
        answer.add("Set-Cookie", "a=1");
        answer.add("set-cookie", "b=2");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, answer.fields().size());
        answer.set("SET-COOKIE", "c=3");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, answer.fields().size());
        CPPUNIT_ASSERT_EQUAL("c=3"s, answer.fields()[0].value);
        CPPUNIT_ASSERT(answer.has("Set-cookie") && !answer.has("Set-Cookie2"));
    }
    void testRedirectGoesToTheGivenPath() {
        Answer answer;
        answer.body = "old";
        answer.page = "login";
        answer.redirect(303, "/private?a=b");
        CPPUNIT_ASSERT_EQUAL(303, answer.status);
        CPPUNIT_ASSERT_EQUAL("/private?a=b"s, answer.fields().at(0).value);
        CPPUNIT_ASSERT(answer.body.empty() && answer.page.empty());
    }
    void testRedirectToABadLocationGoesToTheRoot() {
        Answer answer;
        answer.redirect(303, "/a\r\nSet-Cookie: x=y");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, answer.fields().size());
        CPPUNIT_ASSERT_EQUAL("/"s, answer.fields()[0].value);
    }
    void testRedirectEndsAFailure() {
        Answer answer;
        answer.fail(500, "first");
        answer.redirect(303, "/");
        CPPUNIT_ASSERT(!answer.failed);
    }
    void testFailureDropsWhatDescribedTheOldAnswer() {
        Answer answer;
        answer.body = "secret";
        answer.page = "private";
        for (const auto* name : {"Content-Type", "content-disposition", "Content-Encoding", "Content-Security-Policy",
                                 "Cache-Control", "ETag", "Last-Modified", "Expires", "Location", "Accept-Ranges"})
            CPPUNIT_ASSERT(answer.set(name, "x"));
        answer.fail(404, "why");
        CPPUNIT_ASSERT_EQUAL(404, answer.status);
        CPPUNIT_ASSERT_EQUAL("why"s, answer.reason);
        CPPUNIT_ASSERT(answer.failed && answer.body.empty() && answer.page.empty() && answer.fields().empty());
    }
    void testFailureKeepsCookiesAndChallenges() {
        Answer answer;
        for (const auto* name : {"Set-Cookie", "WWW-Authenticate", "Retry-After", "Contents", "X-Content-Length"})
            CPPUNIT_ASSERT(answer.set(name, "x"));
        answer.fail(401, "");
        CPPUNIT_ASSERT_EQUAL(std::size_t{5}, answer.fields().size());
    }
    void testChallengesOfAnotherAnswerAreAddedOnce() {
        Answer answer, other;
        answer.set("WWW-Authenticate", "Bearer");
        other.set("Set-Cookie", "a=b");
        other.add("www-authenticate", "Bearer");
        other.add("www-authenticate", "Basic");
        answer.addChallenges(other);
        answer.addChallenges(other);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, answer.fields().size());
        CPPUNIT_ASSERT_EQUAL("Basic"s, answer.fields().back().value);
    }
    void testLengthIsThatOfThePiecesIfThereAreAny() {
        Answer answer;
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, answer.contentLength());
        answer.body = "hello";
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{5}, answer.contentLength());
        answer.pieces.emplace_back("head"s);
        answer.pieces.emplace_back(FileStretch{nullptr, 7, 5000000000});
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{5000000004}, answer.contentLength());
    }
    void testWhatEndsAnAnswerEndsItsPieces() {
        Answer answer;
        answer.pieces.emplace_back("a file"s);
        answer.fail(500, "");
        CPPUNIT_ASSERT(answer.pieces.empty());
        answer.pieces.emplace_back("a file"s);
        answer.redirect(303, "/");
        CPPUNIT_ASSERT(answer.pieces.empty());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AnswerTest);

} // namespace
