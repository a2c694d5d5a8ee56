// SPDX-License-Identifier: Apache-2.0
// Which replies of a mail server are read, and what it says that it can do.
#include "reply.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using namespace mail_smtp;
using State = ReplyParser::State;

class ReplyTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ReplyTest);
    CPPUNIT_TEST(testReplyOfOneLineIsRead);
    CPPUNIT_TEST(testReplyOfSeveralLinesIsRead);
    CPPUNIT_TEST(testNothingBehindTheReplyIsTaken);
    CPPUNIT_TEST(testMalformedRepliesAreRefused);
    CPPUNIT_TEST(testLimitsAreExact);
    CPPUNIT_TEST(testTextOfTheServerIsHarmless);
    CPPUNIT_TEST(testExtensionsAreFound);
    CPPUNIT_TEST(testMalformedExtensionsDoNotCount);
    CPPUNIT_TEST_SUITE_END();

    static ReplyParser parsed(std::string_view bytes) {
        ReplyParser parser;
        parser.take(bytes);
        return parser;
    }
    static State stateOf(std::string_view bytes) { return parsed(bytes).state(); }
    static Extensions extensions(const std::string& line) {
        return extensionsOf(parsed("250-mail.example.org greets\r\n250 " + line + "\r\n").reply());
    }

public:
    void testReplyOfOneLineIsRead() {
        const Reply reply = parsed("220 mail.example.org ready\r\n").reply();
        CPPUNIT_ASSERT_EQUAL(220, reply.code);
        CPPUNIT_ASSERT(reply.lines == std::vector<std::string>{"mail.example.org ready"});
        CPPUNIT_ASSERT(reply.isPositive() && !reply.isIntermediate());
        for (const char* bytes : {"250\r\n", "250 \r\n", "250\n", "354 go\n", "599 x\r\n"})
            CPPUNIT_ASSERT(stateOf(bytes) == State::Complete);
        for (const char* bytes : {"", "2", "250", "250 ok", "250 ok\r", "250-ok\r\n", "250-ok\r\n250 o"})
            CPPUNIT_ASSERT(stateOf(bytes) == State::Incomplete);
    }

    void testReplyOfSeveralLinesIsRead() {
        const Reply reply = parsed("250-a\r\n250-\r\n250 c\r\n").reply();
        CPPUNIT_ASSERT((reply.lines == std::vector<std::string>{"a", "", "c"}));
        CPPUNIT_ASSERT_EQUAL(std::string("250 a  c"), reply.text());
    }

    void testNothingBehindTheReplyIsTaken() {
        ReplyParser parser;
        CPPUNIT_ASSERT_EQUAL(std::size_t{8}, parser.take("220 ok\r\n250 more\r\n"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, parser.take("250 more\r\n"));
    }

    void testMalformedRepliesAreRefused() {
        for (const char* bytes : {"\r\n", "ok\r\n", "25\r\n", "25x ok\r\n", "2500\r\n", "250ok\r\n", "250_ok\r\n",
                                  " 250 ok\r\n", "199 ok\r\n", "600 ok\r\n", "-20 ok\r\n", "250-a\r\n251 b\r\n",
                                  "250-a\r\nb\r\n", "HTTP/1.1 400 Bad Request\r\n"})
            CPPUNIT_ASSERT_MESSAGE(bytes, stateOf(bytes) == State::Malformed);
    }

    void testLimitsAreExact() {
        const std::size_t most = ReplyParser::longestLine;
        CPPUNIT_ASSERT(stateOf("250 " + std::string(most - 6, 'x') + "\r\n") == State::Complete);
        CPPUNIT_ASSERT(stateOf("250 " + std::string(most - 5, 'x') + "\r\n") == State::Malformed);
        CPPUNIT_ASSERT(stateOf(std::string(most, '2')) == State::Malformed);
        std::string lines;
        for (std::size_t i = 1; i < ReplyParser::mostLines; ++i) lines += "250-x\r\n";
        CPPUNIT_ASSERT(stateOf(lines + "250 x\r\n") == State::Complete);
        CPPUNIT_ASSERT(stateOf(lines + "250-x\r\n") == State::Incomplete);
        CPPUNIT_ASSERT(stateOf(lines + "250-x\r\n250 x\r\n") == State::Malformed);
    }

    void testTextOfTheServerIsHarmless() {
        using namespace std::string_view_literals;
        const Reply reply = parsed("550 a\x1b[2J\0\t\xff\rb\r\n"sv).reply();
        CPPUNIT_ASSERT_EQUAL(std::string("550 a?[2J????b"), reply.text());
        CPPUNIT_ASSERT(
            parsed("550-" + std::string(900, 'x') + "\r\n550 " + std::string(900, 'x') + "\r\n").reply().text().size() <
            410);
    }

    void testExtensionsAreFound() {
        CPPUNIT_ASSERT(extensions("STARTTLS").startTls && extensions("starttls").startTls);
        const Extensions auth = extensions("AUTH CRAM-MD5 PLAIN LOGIN");
        CPPUNIT_ASSERT(auth.plain && auth.login && !auth.startTls);
        CPPUNIT_ASSERT(!extensions("AUTH CRAM-MD5").plain && extensions("auth login").login);
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{10240000}, extensions("SIZE 10240000").size);
    }

    void testMalformedExtensionsDoNotCount() {
        for (const char* line : {"XSTARTTLS", "NO STARTTLS", "", " ", "START TLS"})
            CPPUNIT_ASSERT(!extensions(line).startTls);
        for (const char* line : {"SIZE", "SIZE x", "SIZE -1", "SIZE 99999999999999999999", "SIZE 1k"})
            CPPUNIT_ASSERT_EQUAL(std::uint64_t{0}, extensions(line).size);
        CPPUNIT_ASSERT(!extensions("AUTH=PLAIN").plain && !extensions("AUTH PLAINLY").plain);
        CPPUNIT_ASSERT(!extensionsOf(parsed("250 STARTTLS\r\n").reply()).startTls); // the first line is a greeting
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ReplyTest);

} // namespace
