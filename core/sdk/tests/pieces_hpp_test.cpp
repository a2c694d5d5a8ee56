// SPDX-License-Identifier: Apache-2.0
// The C++ wrappers for streamed bodies and streamed answers.
#include "support/test_exchange.h"

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

using test::TestExchange;

class PiecesHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PiecesHppTest);
    CPPUNIT_TEST(testABodyIsReadToItsEnd);
    CPPUNIT_TEST(testABodyThatIsNotWholeThrows);
    CPPUNIT_TEST(testPartsAreARange);
    CPPUNIT_TEST(testABodyWithoutPartsThrowsUnsupported);
    CPPUNIT_TEST(testFlushSendsWhatWasWritten);
    CPPUNIT_TEST(testNothingOfTheHeadChangesAfterAFlush);
    CPPUNIT_TEST_SUITE_END();

    TestExchange x_;
    Exchange exchange_ = x_.view();

    void testABodyIsReadToItsEnd() {
        x_.body = "hello world";
        x_.pieceSize = 3;
        std::vector<std::string> pieces;
        exchange_.readBody([&](std::string_view piece) { pieces.emplace_back(piece); });
        CPPUNIT_ASSERT(pieces == (std::vector<std::string>{"hel", "lo ", "wor", "ld"}));
        char byte = 0;
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, exchange_.readBody(&byte, 1));
    }
    void testABodyThatIsNotWholeThrows() {
        x_.body = "hello";
        x_.bodyIsCutOff = true;
        std::string read;
        CPPUNIT_ASSERT_THROW(exchange_.readBody([&](std::string_view piece) { read += piece; }), Error);
        CPPUNIT_ASSERT_EQUAL(std::string("hello"), read);
    }
    void testPartsAreARange() {
        x_.parts = {{"note", "hello", std::nullopt, ""}, {"f", "one two", "a.txt", "text/plain"}, {"none", "", "", ""}};
        x_.pieceSize = 4;
        std::string read;
        while (auto part = exchange_.nextPart()) {
            read.append(part->name()).append(part->isFile() ? "!" : "");
            read.append(part->filename()).append(part->contentType()).append("=");
            part->read([&](std::string_view piece) { read.append(piece).append("|"); });
        }
        CPPUNIT_ASSERT_EQUAL(std::string("note=hell|o|f!a.txttext/plain=one |two|none!="), read);
    }
    void testABodyWithoutPartsThrowsUnsupported() {
        try {
            exchange_.nextPart();
            CPPUNIT_FAIL("a part");
        } catch (const Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNSUPPORTED}, error.status());
        }
    }
    void testFlushSendsWhatWasWritten() {
        exchange_.text("one");
        exchange_.flush();
        exchange_.write("two");
        CPPUNIT_ASSERT(x_.pieces == std::vector<std::string>{"one"});
        CPPUNIT_ASSERT_EQUAL(std::string("two"), x_.answerBody);
        CPPUNIT_ASSERT(!exchange_.clientGone());
    }
    void testNothingOfTheHeadChangesAfterAFlush() {
        exchange_.flush();
        CPPUNIT_ASSERT_THROW(exchange_.status(404), Error);
        CPPUNIT_ASSERT_THROW(exchange_.setHeader("X-A", "b"), Error);
        CPPUNIT_ASSERT_THROW(exchange_.redirect("/"), Error);
        CPPUNIT_ASSERT_THROW(exchange_.fail(500, "x"), Error);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PiecesHppTest);

} // namespace portico
