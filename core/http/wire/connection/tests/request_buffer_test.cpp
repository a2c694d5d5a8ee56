// SPDX-License-Identifier: Apache-2.0
// Bytes become the same requests however they are split, each with its own body and nothing of the next request.
#include "http/wire/connection/request_buffer.h"

#include <cppunit/extensions/HelperMacros.h>

#include <algorithm>
#include <array>

using namespace portico::http::wire;
using namespace std::string_literals;
using State = RequestBuffer::State;

namespace {

std::string chunk(std::string_view data) {
    std::array<char, 16> size{};
    std::snprintf(size.data(), size.size(), "%zx", data.size());
    return std::string(size.data()) + "\r\n" + std::string(data) + "\r\n";
}

} // namespace

class RequestBufferTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(RequestBufferTest);
    CPPUNIT_TEST(testHeadByteByByte);
    CPPUNIT_TEST(testBodyIsTakenInPlace);
    CPPUNIT_TEST(testBodyIsCollected);
    CPPUNIT_TEST(testChunksAreCollected);
    CPPUNIT_TEST(testPipelinedRequestsKeepTheirBodies);
    CPPUNIT_TEST(testLargeBodyIsPending);
    CPPUNIT_TEST(testChunkedBodyBecomesPending);
    CPPUNIT_TEST(testMalformedChunkIsRefused);
    CPPUNIT_TEST(testMalformedChunkOfAPendingBodyTellsItsStatus);
    CPPUNIT_TEST(testHeadOfExactlyTheLimitHasRoomForItsBody);
    CPPUNIT_TEST(testRefusedHeadIsNotOfTheRequestBefore);
    CPPUNIT_TEST(testWhatCameOfARefusedHeadCanBeRead);
    CPPUNIT_TEST(testWhetherTheConnectionStays);
    CPPUNIT_TEST(testEndlessPipeliningNeedsNoMoreMemory);
    CPPUNIT_TEST_SUITE_END();

    Limits limits_;
    std::unique_ptr<RequestBuffer> requestBuffer_;

    void put(std::string_view bytes) {
        while (!bytes.empty()) {
            const std::span<char> space = requestBuffer_->space();
            CPPUNIT_ASSERT(!space.empty());
            const std::size_t now = std::min(space.size(), bytes.size());
            std::copy_n(bytes.data(), now, space.data());
            requestBuffer_->add(now);
            bytes.remove_prefix(now);
        }
    }
    // Adds and examines bytes one by one while more are needed; returns their number.
    std::size_t feed(std::string_view bytes) {
        std::size_t fed = 0;
        while (fed < bytes.size() && requestBuffer_->state() != State::Complete &&
               requestBuffer_->state() != State::Refused) {
            put(bytes.substr(fed++, 1));
            requestBuffer_->examine();
        }
        return fed;
    }
    std::string rest(std::size_t piece) {
        std::string all;
        std::vector<char> into(piece);
        while (const std::size_t n = requestBuffer_->takeBody(into)) all.append(into.data(), n);
        return all;
    }

public:
    void setUp() override {
        limits_ = {};
        requestBuffer_ = std::make_unique<RequestBuffer>(limits_);
    }
    void testHeadByteByByte() {
        const std::string head = "GET /a HTTP/1.1\r\nHost: b\r\n\r\n";
        CPPUNIT_ASSERT(requestBuffer_->empty());
        CPPUNIT_ASSERT_EQUAL(head.size(), feed(head + "GET"));
        CPPUNIT_ASSERT(requestBuffer_->state() == State::Complete && requestBuffer_->head().target == "/a");
        CPPUNIT_ASSERT(requestBuffer_->body().empty() && requestBuffer_->bodyIsOver() &&
                       !requestBuffer_->bodyIsPending());
        requestBuffer_->next();
        CPPUNIT_ASSERT(requestBuffer_->empty());
    }
    void testBodyIsTakenInPlace() {
        put("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Complete);
        CPPUNIT_ASSERT_EQUAL("hello"s, std::string(requestBuffer_->body()));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{5}, requestBuffer_->bodyReceived());
    }
    void testBodyIsCollected() {
        const std::string body(limits_.bufferedBody, 'x');
        feed("POST / HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
        CPPUNIT_ASSERT(requestBuffer_->state() == State::Body);
        feed(body);
        CPPUNIT_ASSERT(requestBuffer_->state() == State::Complete && !requestBuffer_->bodyIsPending());
        CPPUNIT_ASSERT(requestBuffer_->body() == body);
        requestBuffer_->next();
        CPPUNIT_ASSERT(requestBuffer_->empty());
    }
    void testChunksAreCollected() {
        const std::string text =
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("hel") + chunk("lo") + "0\r\nX: y\r\n\r\n";
        CPPUNIT_ASSERT_EQUAL(text.size(), feed(text + "x"));
        CPPUNIT_ASSERT_EQUAL("hello"s, std::string(requestBuffer_->body()));
        CPPUNIT_ASSERT(requestBuffer_->bodyIsOver());
    }
    void testPipelinedRequestsKeepTheirBodies() {
        put("POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\none"
            "POST /2 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n0\r\n\r\n"
            "\r\nGET /3 HTTP/1.0\r\n\r\nGET /4");
        for (const auto& [target, body] : {std::pair{"/1"s, "one"s}, {"/2", "two"}, {"/3", ""}}) {
            CPPUNIT_ASSERT(requestBuffer_->examine() == State::Complete);
            CPPUNIT_ASSERT_EQUAL(target, std::string(requestBuffer_->head().target));
            CPPUNIT_ASSERT_EQUAL(body, std::string(requestBuffer_->body()));
            requestBuffer_->next();
        }
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Head && !requestBuffer_->empty());
        feed(" HTTP/1.1\r\n\r\n");
        CPPUNIT_ASSERT_EQUAL("/4"s, std::string(requestBuffer_->head().target));
    }
    void testLargeBodyIsPending() {
        limits_.bufferedBody = 10;
        const std::string body(50000, 'x');
        put("POST / HTTP/1.1\r\nContent-Length: 50000\r\n\r\n" + body.substr(0, 7));
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Complete && requestBuffer_->bodyIsPending() &&
                       !requestBuffer_->bodyIsOver());
        std::string all = rest(3);
        for (std::size_t at = 7; at < body.size();) {
            const std::size_t now = std::min(requestBuffer_->space().size(), body.size() - at);
            put(body.substr(at, now));
            at += now;
            all += rest(1000);
        }
        CPPUNIT_ASSERT(all == body && requestBuffer_->bodyIsOver());
        put("GET /next HTTP/1.1\r\n\r\n");
        CPPUNIT_ASSERT_EQUAL(""s, rest(100));
        requestBuffer_->next();
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Complete && requestBuffer_->head().target == "/next");
    }
    void testChunkedBodyBecomesPending() {
        limits_.bufferedBody = 10;
        // The size of the second chunk shows that the body will not fit: the rest is not waited for.
        feed("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("12345678") + chunk("9abcdef"));
        CPPUNIT_ASSERT(requestBuffer_->state() == State::Complete && requestBuffer_->bodyIsPending());
        std::string all = rest(4);
        CPPUNIT_ASSERT(!requestBuffer_->bodyIsOver());
        put("9abcdef\r\n0\r\n\r\nGET /n HTTP/1.1\r\n\r\n");
        all += rest(4);
        CPPUNIT_ASSERT_EQUAL("123456789abcdef"s, all);
        CPPUNIT_ASSERT(requestBuffer_->bodyIsOver() && requestBuffer_->status() == 0);
        requestBuffer_->next();
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Complete && requestBuffer_->head().target == "/n");
    }
    void testMalformedChunkIsRefused() {
        feed("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcX");
        CPPUNIT_ASSERT(requestBuffer_->state() == State::Refused && !requestBuffer_->keepAlive());
        CPPUNIT_ASSERT_EQUAL(400, requestBuffer_->status());
        CPPUNIT_ASSERT(requestBuffer_->head().target == "/x");
    }
    void testMalformedChunkOfAPendingBodyTellsItsStatus() {
        limits_.bufferedBody = 2;
        put("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc");
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Complete && requestBuffer_->bodyIsPending());
        put("X");
        CPPUNIT_ASSERT_EQUAL("abc"s, rest(100));
        CPPUNIT_ASSERT_EQUAL(400, requestBuffer_->status());
        CPPUNIT_ASSERT(!requestBuffer_->bodyIsOver());
    }
    void testHeadOfExactlyTheLimitHasRoomForItsBody() {
        for (const std::size_t more : {0U, 1U}) {
            setUp();
            const std::string length = "Content-Length: 5000\r\n";
            const std::string filler(limits_.head.headerBytes - length.size() - 5 + more, 'x');
            feed("POST /" + std::string(limits_.head.target - 1, 'a') + " HTTP/1.1\r\n" + length + "X: " + filler +
                 "\r\n\r\n");
            if (more == 1) {
                CPPUNIT_ASSERT_EQUAL(431, requestBuffer_->status());
                continue;
            }
            CPPUNIT_ASSERT(requestBuffer_->state() == State::Body);
            CPPUNIT_ASSERT_EQUAL(5000U, static_cast<unsigned>(feed(std::string(6000, 'b'))));
            CPPUNIT_ASSERT_EQUAL(std::size_t{5000}, requestBuffer_->body().size());
            CPPUNIT_ASSERT_EQUAL(limits_.head.target, requestBuffer_->head().target.size());
            CPPUNIT_ASSERT(requestBuffer_->head().fields[1].value == filler);
        }
    }
    // A request whose head could not be read was logged with the length of the previous one.
    void testRefusedHeadIsNotOfTheRequestBefore() {
        put("POST /1 HTTP/1.1\r\nContent-Length: 3\r\n\r\noneGET /2\nHTTP/1.1\r\n\r\n");
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Complete);
        requestBuffer_->next();
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Refused);
        CPPUNIT_ASSERT_EQUAL(400, requestBuffer_->status());
        CPPUNIT_ASSERT(requestBuffer_->head().method.empty() && requestBuffer_->head().fields.empty());
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, requestBuffer_->framing().length);
        CPPUNIT_ASSERT(!requestBuffer_->keepAlive());
    }
    // For the form of the answer: a person with too long cookies got JSON.
    void testWhatCameOfARefusedHeadCanBeRead() {
        const std::string begin = "GET /a HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n";
        put(begin + "Cookie: " + std::string(limits_.head.headerBytes, 'x'));
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Refused && requestBuffer_->status() == 431);
        CPPUNIT_ASSERT(requestBuffer_->head().method == "GET" && requestBuffer_->head().target == "/a");
        CPPUNIT_ASSERT(requestBuffer_->head().fields.size() == 2 &&
                       requestBuffer_->head().fields[1].value == "text/html");
        setUp();
        put(begin + "X y");
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Head && requestBuffer_->partialHead().fields.size() == 2);
        put(": z\r\n\r\n"); // as if nothing had been read before
        CPPUNIT_ASSERT(requestBuffer_->examine() == State::Refused && requestBuffer_->status() == 400);
        setUp();
        CPPUNIT_ASSERT(requestBuffer_->partialHead().method.empty() && requestBuffer_->partialHead().fields.empty());
    }
    void testWhetherTheConnectionStays() {
        for (const auto& [head, stays] :
             {std::pair{"GET / HTTP/1.1\r\n\r\n"s, true},
              {"GET / HTTP/1.1\r\nConnection: x, Close\r\n\r\n", false},
              {"GET / HTTP/1.0\r\n\r\n", false},
              {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true},
              {"GET / HTTP/1.0\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n", false},
              {"GET / HTTP/1.1\r\nConnection: closed\r\n\r\n", true}}) {
            setUp();
            put(head);
            CPPUNIT_ASSERT(requestBuffer_->examine() == State::Complete);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(head, stays, requestBuffer_->keepAlive());
        }
    }
    // At each end of the buffer it grew by the remaining bytes: a client that pipelined for hours used more and more memory.
    void testEndlessPipeliningNeedsNoMoreMemory() {
        const std::string request = "GET /0123456789 HTTP/1.1\r\nHost: a\r\n\r\n";
        std::size_t answered = 0;
        std::size_t at = 0;
        std::size_t most = 0;
        while (answered < 20000) {
            const std::span<char> space = requestBuffer_->space();
            most = std::max(most, space.size());
            for (char& byte : space) byte = request[at++ % request.size()];
            requestBuffer_->add(space.size());
            for (; requestBuffer_->examine() == State::Complete; ++answered) requestBuffer_->next();
            CPPUNIT_ASSERT(requestBuffer_->state() == State::Head);
        }
        CPPUNIT_ASSERT(most <= 16384 && !requestBuffer_->hasGrown());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(RequestBufferTest);
