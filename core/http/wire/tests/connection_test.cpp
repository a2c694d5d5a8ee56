// SPDX-License-Identifier: Apache-2.0
// One client over a pair of sockets: the owner's next step, the deadline, and what the client receives.
#include "http/wire/channel/plain_channel.h"
#include "http/wire/connection.h"
#include "http/wire/endpoint.h"
#include "socket_pair.h"

#include <array>
#include <csignal>
#include <thread>

using namespace portico::http;
using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;
using Next = Connection::Next;

namespace {

const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

} // namespace

class ConnectionTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ConnectionTest);
    CPPUNIT_TEST(testHeadByteByByteIsServedOnce);
    CPPUNIT_TEST(testSilentClientHoldsNoMemoryAndHasADeadline);
    CPPUNIT_TEST(testIdleTimeBeginsWithTheAnswer);
    CPPUNIT_TEST(testClientThatClosesEnds);
    CPPUNIT_TEST(testHalfClosingClientGetsItsAnswer);
    CPPUNIT_TEST(testNextRequestWaitsUntilTheAnswerIsOut);
    CPPUNIT_TEST(testTimeOfTheNextRequestBeginsWhenTheAnswerIsOut);
    CPPUNIT_TEST(testContinueIsSaidOnceAndOnlyWhenWaitedFor);
    CPPUNIT_TEST(testBodyHasADeadlineByItsRate);
    CPPUNIT_TEST(testRefusedClientHearsItsAnswerThoughItGoesOnSending);
    CPPUNIT_TEST(testWhatIsBehindTheLastRequestDoesNotCostItsAnswer);
    CPPUNIT_TEST(testRefusedHeadRequestHearsNoBody);
    CPPUNIT_TEST(testRefusalIsAPageForAPerson);
    CPPUNIT_TEST(testEndOfAnAnswerIsToldWhenItIsOut);
    CPPUNIT_TEST(testAnswerThatIsCutIsToldWithWhatIsLeft);
    CPPUNIT_TEST(testLingeringHasAnEnd);
    CPPUNIT_TEST(testUnreadBodyEndsTheConnection);
    CPPUNIT_TEST(testLaneReadsTheBodyThatIsPending);
    CPPUNIT_TEST(testBodyThatStopsIsTooLate);
    CPPUNIT_TEST(testClientThatTakesNothingIsGivenUp);
    CPPUNIT_TEST(testClientThatTakesAByteNowAndThenIsGivenUp);
    CPPUNIT_TEST(testPauseEndsWhenTheClientIsGone);
    CPPUNIT_TEST(testProxyHeaderNamesTheClient);
    CPPUNIT_TEST(testProxyHeaderThatNamesNobodyLeavesTheClientUnknown);
    CPPUNIT_TEST(testLoopbackOfAnotherMachineIsNotOurs);
    CPPUNIT_TEST(testProxyHeaderByteByByte);
    CPPUNIT_TEST(testProxyHeaderMustCome);
    CPPUNIT_TEST(testProxyHeaderOfOthersIsARequestLikeAny);
    CPPUNIT_TEST(testPlaceIsCleanForTheNextClient);
    CPPUNIT_TEST_SUITE_END();

    Limits limits_;
    Stop stop_;
    std::unique_ptr<RequestBufferPool> bufferPool_;
    std::unique_ptr<Connection> connection_;
    std::unique_ptr<ClientSocket> client_;
    Endpoint endpoint_;

    void open(Peer peer = {"192.0.2.1", false, false}, int buffer = 0) {
        SocketPair pair = SocketPair::make(buffer);
        client_ = std::make_unique<ClientSocket>(std::move(pair.client));
        connection_->open(pair.ours, std::move(peer), endpoint_);
        CPPUNIT_ASSERT(connection_->speak(std::make_unique<PlainChannel>(pair.ours)));
    }
    Next hear() {
        connection_->hear();
        return connection_->advance(*bufferPool_);
    }
    Next hear(std::string_view text) {
        client_->say(text);
        return hear();
    }
    void answer(std::string text, bool keepAlive = true) {
        connection_->send(std::move(text));
        connection_->flush();
        connection_->answered(keepAlive);
    }
    std::int64_t timeLeft() {
        connection_->rest(*bufferPool_);
        return connection_->deadline - steadyNow();
    }
    // The deadline is `wait` from now, with a tolerance for a busy machine.
    void assertWaits(Milliseconds wait) {
        const std::int64_t left = timeLeft();
        CPPUNIT_ASSERT_MESSAGE(std::to_string(left), left <= wait.count() && left > wait.count() / 2);
    }
    void behindProxy(std::string_view range = "10.0.0.0/8") {
        auto proxies = std::make_shared<TrustedProxies>();
        proxies->header = ProxyHeader::ProxyProtocol;
        proxies->ranges = {syntax::AddressRange::parse(range).value()};
        endpoint_.proxies = proxies;
    }

public:
    void setUp() override {
        std::signal(SIGPIPE, SIG_IGN); // as in the program; sendfile has no MSG_NOSIGNAL
        limits_ = {};
        limits_.idle = Milliseconds(3000000);
        limits_.headWait = Milliseconds(200000);
        limits_.bodyWait = Milliseconds(40000);
        stop_.over = false;
        endpoint_ = {};
        bufferPool_ = std::make_unique<RequestBufferPool>(limits_);
        connection_ = std::make_unique<Connection>(7U, limits_, stop_);
    }
    void testHeadByteByByteIsServedOnce() {
        open();
        for (std::size_t i = 0; i + 1 < get.size(); ++i) {
            CPPUNIT_ASSERT(hear(get.substr(i, 1)) == Next::Wait);
            CPPUNIT_ASSERT(connection_->hasPartOfRequest() && !connection_->isIdle());
            assertWaits(limits_.headWait);
        }
        CPPUNIT_ASSERT(hear("\n") == Next::Serve);
        answer("ok");
        CPPUNIT_ASSERT_EQUAL("ok"s, client_->heard());
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT(connection_->isIdle());
    }
    void testSilentClientHoldsNoMemoryAndHasADeadline() {
        open();
        CPPUNIT_ASSERT(hear() == Next::Wait);
        assertWaits(limits_.headWait); // the first request must arrive sooner than later ones
        CPPUNIT_ASSERT(connection_->isIdle() && !connection_->hasPartOfRequest());
    }
    void testIdleTimeBeginsWithTheAnswer() {
        open();
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer("ok");
        CPPUNIT_ASSERT(hear() == Next::Wait);
        assertWaits(limits_.idle);
    }
    void testClientThatClosesEnds() {
        open();
        client_->close();
        CPPUNIT_ASSERT(hear() == Next::End);
    }
    void testHalfClosingClientGetsItsAnswer() {
        open();
        client_->say(get + get);
        client_->endSaying();
        CPPUNIT_ASSERT(hear() == Next::Serve);
        answer("one");
        CPPUNIT_ASSERT(hear() == Next::Serve);
        answer("two");
        CPPUNIT_ASSERT(hear() == Next::End);
        CPPUNIT_ASSERT_EQUAL("onetwo"s, client_->heard());
    }
    void testNextRequestWaitsUntilTheAnswerIsOut() {
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get + get) == Next::Serve);
        answer(std::string(1000000, 'x'));
        std::size_t heard = 0;
        while (hear() == Next::Wait) heard += client_->heard().size();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1000000}, heard + client_->heard().size());
    }
    // A client that read an answer for longer than limits.idle was closed with the last byte, or got 408 for its next request.
    void testTimeOfTheNextRequestBeginsWhenTheAnswerIsOut() {
        limits_.writeWait = Milliseconds(5000000);
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer(std::string(1000000, 'x'));
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT(!connection_->isIdle() && !connection_->isWaitingForRequest());
        CPPUNIT_ASSERT(timeLeft() > 4000000);
        while (client_->heard(), !connection_->isIdle()) CPPUNIT_ASSERT(hear() == Next::Wait);
        assertWaits(limits_.idle);
    }
    void testContinueIsSaidOnceAndOnlyWhenWaitedFor() {
        open();
        const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
        CPPUNIT_ASSERT(hear(head) == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("HTTP/1.1 100 Continue\r\n\r\n"s, client_->heard());
        CPPUNIT_ASSERT(hear("a") == Next::Wait);
        CPPUNIT_ASSERT(hear("b") == Next::Serve);
        CPPUNIT_ASSERT_EQUAL(""s, client_->heard());
        answer("");
        CPPUNIT_ASSERT(hear(head + "ab") == Next::Serve); // the client did not wait
        CPPUNIT_ASSERT_EQUAL(""s, client_->heard());
        answer("");
        CPPUNIT_ASSERT(hear(head) == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("HTTP/1.1 100 Continue\r\n\r\n"s, client_->heard());
    }
    void testBodyHasADeadlineByItsRate() {
        limits_.leastRate = 1;
        open();
        CPPUNIT_ASSERT(hear("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n") == Next::Wait);
        assertWaits(limits_.bodyWait);
        CPPUNIT_ASSERT(hear(std::string(1000, 'x')) == Next::Wait);
        assertWaits(limits_.bodyWait + Milliseconds(1000000));
        CPPUNIT_ASSERT(timeLeft() > 900000);
    }
    void testRefusedClientHearsItsAnswerThoughItGoesOnSending() {
        open();
        CPPUNIT_ASSERT(hear("GET / HT") == Next::Wait);
        connection_->refuse(408, "late");
        CPPUNIT_ASSERT(hear(get) == Next::Wait); // it lingers
        CPPUNIT_ASSERT(client_->heard().starts_with("HTTP/1.1 408 "));
        CPPUNIT_ASSERT(client_->isOver());
        CPPUNIT_ASSERT(hear(get + get) == Next::Wait);
        client_->close();
        CPPUNIT_ASSERT(hear() == Next::End);
    }
    // When the socket was closed with bytes unread, it reset the connection, and the client lost an answer on its way.
    void testWhatIsBehindTheLastRequestDoesNotCostItsAnswer() {
        open();
        CPPUNIT_ASSERT(hear(get + get) == Next::Serve);
        answer("bye", false);
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("bye"s, client_->heard());
        CPPUNIT_ASSERT(client_->isOver());
        client_->endSaying();
        CPPUNIT_ASSERT(hear() == Next::End);
        connection_->close();
        open();
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        client_->say("\r\n"); // not yet read when the answer is sent
        answer("bye", false);
        CPPUNIT_ASSERT(connection_->advance(*bufferPool_) == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("bye"s, client_->heard());
        connection_->close();
        open();
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer("bye", false);
        CPPUNIT_ASSERT(hear() == Next::End); // nothing to wait for
    }
    void testRefusedHeadRequestHearsNoBody() {
        open();
        CPPUNIT_ASSERT(hear("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n") == Next::Serve);
        connection_->refuse(503, "busy");
        hear();
        CPPUNIT_ASSERT(client_->heard().ends_with("\r\n\r\n"));
    }
    void testRefusalIsAPageForAPerson() {
        const std::string person = "GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html, */*\r\n";
        for (const std::string& head :
             {person + "\r\n", person, person + "X-Half: "}) { // the last two are never complete
            open();
            hear(head);
            connection_->refuse(503, "busy");
            hear();
            const std::string heard = client_->heard();
            CPPUNIT_ASSERT_MESSAGE(head, heard.find("Content-Type: text/html; charset=utf-8\r\n") != std::string::npos);
            CPPUNIT_ASSERT_MESSAGE(head,
                                   heard.find("<h1>503 Service Unavailable</h1>\n<p>busy</p>") != std::string::npos);
            connection_->close();
        }
        for (const std::string& head :
             {get, "GET / HT"s, "GET / HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n"s}) {
            open();
            hear(head);
            connection_->refuse(408, "late");
            hear();
            CPPUNIT_ASSERT_MESSAGE(head, client_->heard().ends_with("\r\n\r\nlate\n"));
            connection_->close();
        }
    }
    void testEndOfAnAnswerIsToldWhenItIsOut() {
        open({"192.0.2.1"}, 4096);
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer(std::string(1000000, 'x'));
        CPPUNIT_ASSERT(connection_->hasOutput());
        std::string told;
        connection_->onFlushed(
            [&](std::uint64_t left, Truncation cut) { told += std::to_string(left) + std::string(nameOf(cut)) + ";"; });
        CPPUNIT_ASSERT_EQUAL(""s, told);
        std::size_t heard = 0;
        for (int turn = 0; turn < 10000 && told.empty(); ++turn) {
            heard += client_->heard().size();
            hear();
        }
        CPPUNIT_ASSERT_EQUAL(std::size_t{1000000}, heard + client_->heard().size());
        CPPUNIT_ASSERT_EQUAL("0;"s, told);
        connection_->close();
        CPPUNIT_ASSERT_EQUAL("0;"s, told);
    }
    void testAnswerThatIsCutIsToldWithWhatIsLeft() {
        std::uint64_t left = 0;
        Truncation cut = Truncation::No;
        const auto begin = [&] {
            open({"192.0.2.1"}, 4096);
            CPPUNIT_ASSERT(hear(get) == Next::Serve);
            answer(std::string(1000000, 'x'));
            connection_->onFlushed([&](std::uint64_t bytes, Truncation why) { left = bytes, cut = why; });
        };
        begin();
        const std::size_t heard = client_->heard().size();
        client_->close();
        CPPUNIT_ASSERT(hear() == Next::End);
        connection_->close();
        CPPUNIT_ASSERT(cut == Truncation::ClientGone && left > 0 && left <= 1000000 - heard);
        begin();
        connection_->giveUp(Truncation::TooSlow);
        connection_->close();
        CPPUNIT_ASSERT(cut == Truncation::TooSlow && left > 0);
        begin();
        stop_.over = true;
        connection_->close();
        CPPUNIT_ASSERT(cut == Truncation::Stopping);
    }
    void testLingeringHasAnEnd() {
        open();
        connection_->refuse(408, "late");
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT(timeLeft() <= 2000);
        Next next = Next::Wait;
        for (int i = 0; i < 30 && next == Next::Wait; ++i) next = hear(std::string(100000, 'x'));
        CPPUNIT_ASSERT(next == Next::End);
    }
    void testUnreadBodyEndsTheConnection() {
        limits_.bufferedBody = 1;
        open();
        CPPUNIT_ASSERT(
            hear("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n") ==
            Next::Serve);
        answer("no", true); // regardless of the handler's decision
        CPPUNIT_ASSERT(hear(get) == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("no"s, client_->heard());
        CPPUNIT_ASSERT(client_->isOver());
    }
    void testLaneReadsTheBodyThatIsPending() {
        limits_.bufferedBody = 1;
        open();
        CPPUNIT_ASSERT(hear("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 6\r\n\r\n") ==
                       Next::Serve);
        CPPUNIT_ASSERT_EQUAL(""s, client_->heard()); // nothing has read the body yet
        client_->say("abc");
        client_->say("def" + get);
        std::array<char, 4> piece{};
        std::string all;
        for (int n = 0; (n = connection_->readBody(piece)) > 0;) all.append(piece.data(), static_cast<std::size_t>(n));
        CPPUNIT_ASSERT_EQUAL("abcdef"s, all);
        CPPUNIT_ASSERT_EQUAL("HTTP/1.1 100 Continue\r\n\r\n"s, client_->heard());
        CPPUNIT_ASSERT_EQUAL(0, connection_->readBody(piece));
        answer("ok");
        CPPUNIT_ASSERT(connection_->advance(*bufferPool_) == Next::Serve);
    }
    void testBodyThatStopsIsTooLate() {
        limits_.bufferedBody = 1;
        limits_.bodyWait = Milliseconds(0);
        open();
        CPPUNIT_ASSERT(hear("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n") == Next::Serve);
        std::array<char, 4> piece{};
        CPPUNIT_ASSERT_EQUAL(-408, connection_->readBody(piece));
        client_->close();
        CPPUNIT_ASSERT_EQUAL(-400, connection_->readBody(piece));
    }
    // Each byte that the client read gained it another limits.write_wait, and thus a lane for any length of time.
    void testClientThatTakesNothingIsGivenUp() {
        limits_.writeWait = Milliseconds(0);
        limits_.leastRate = 1000000000;
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        connection_->send(std::string(1000000, 'x'));
        CPPUNIT_ASSERT(!connection_->drain());
        connection_->answered(true);
        CPPUNIT_ASSERT(hear() == Next::End);
    }
    // The socket becomes writable again and again, so that no single wait is too long.
    void testClientThatTakesAByteNowAndThenIsGivenUp() {
        limits_.writeWait = Milliseconds(0);
        limits_.leastRate = 1000000000;
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        std::atomic<bool> isGivenUp{false};
        const std::jthread reader([&] {
            while (!isGivenUp) client_->takeByte();
        });
        connection_->send(std::string(100000000, 'x'));
        CPPUNIT_ASSERT(!connection_->drain());
        isGivenUp = true;
    }
    void testPauseEndsWhenTheClientIsGone() {
        open();
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        CPPUNIT_ASSERT(connection_->pause(Milliseconds(0)));
        client_->endSaying();
        CPPUNIT_ASSERT(!connection_->pause(Milliseconds(1000000)));
        stop_.over = true;
        CPPUNIT_ASSERT(!connection_->pause(Milliseconds(1000000)));
    }
    void testProxyHeaderNamesTheClient() {
        behindProxy();
        open({"10.0.0.1", false, false});
        CPPUNIT_ASSERT(hear("PROXY TCP4 192.0.2.5 10.0.0.1 1 80\r\n" + get) == Next::Serve);
        CPPUNIT_ASSERT_EQUAL("192.0.2.5"s, connection_->peer().address);
    }
    // The proxy's client counted as one on this machine.
    void testProxyHeaderThatNamesNobodyLeavesTheClientUnknown() {
        behindProxy("127.0.0.1");
        const std::string unspecified = "\r\n\r\n\0\r\nQUIT\n\x21\0\0\0"s, local = "\r\n\r\n\0\r\nQUIT\n\x20\0\0\0"s;
        for (const std::string& header : {"PROXY UNKNOWN\r\n"s, "PROXY UNKNOWN ::1 ::1 1 2\r\n"s, unspecified, local}) {
            open({"127.0.0.1", true});
            CPPUNIT_ASSERT(hear(header + get) == Next::Serve);
            CPPUNIT_ASSERT_EQUAL(header == local ? "127.0.0.1"s : "unknown"s, connection_->peer().address);
            CPPUNIT_ASSERT(!connection_->peer().loopback && connection_->peer().proxied);
            connection_->close();
        }
    }
    void testLoopbackOfAnotherMachineIsNotOurs() {
        for (const auto* proxy : {"10.0.0.1", "127.0.0.1"}) {
            behindProxy(proxy);
            open(peerNamed(proxy));
            CPPUNIT_ASSERT(hear("PROXY TCP4 127.0.0.1 10.0.0.1 1 80\r\n" + get) == Next::Serve);
            CPPUNIT_ASSERT(connection_->peer().address == "127.0.0.1");
            CPPUNIT_ASSERT_EQUAL(proxy == "127.0.0.1"s, connection_->peer().loopback);
            connection_->close();
        }
    }
    void testProxyHeaderByteByByte() {
        behindProxy();
        const std::string v2 = "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\xc0\0\2\6\x0a\0\0\1\0\1\0\x50"s;
        for (const std::string& header : {"PROXY TCP6 2001:db8::5 ::1 1 80\r\n"s, v2}) {
            open({"10.0.0.1", false, false});
            for (const char byte : header) CPPUNIT_ASSERT(hear({&byte, 1}) == Next::Wait);
            CPPUNIT_ASSERT(hear(get) == Next::Serve);
            CPPUNIT_ASSERT(connection_->peer().address == (header == v2 ? "192.0.2.6" : "2001:db8::5"));
            connection_->close();
        }
    }
    void testProxyHeaderMustCome() {
        behindProxy();
        open({"10.0.0.1", false, false});
        CPPUNIT_ASSERT(hear(get) == Next::End);
        CPPUNIT_ASSERT_EQUAL(""s, client_->heard());
        const auto strange = connection_->takeMismatch();
        CPPUNIT_ASSERT(strange.misfit == ProtocolMismatch::NoProxyHeader && strange.why == "no PROXY header");
        CPPUNIT_ASSERT(connection_->takeMismatch().misfit == ProtocolMismatch::None);
        connection_->close();
        open({"10.0.0.1", false, false});
        CPPUNIT_ASSERT(hear() == Next::Wait);
        assertWaits(limits_.headWait);
        CPPUNIT_ASSERT(!connection_->isWaitingForRequest() && connection_->isIdle());
    }
    void testProxyHeaderOfOthersIsARequestLikeAny() {
        behindProxy();
        open({"192.0.2.1", false, false});
        CPPUNIT_ASSERT(hear("PROXY TCP4 192.0.2.5 10.0.0.1 1 80\r\n" + get) == Next::Serve);
        CPPUNIT_ASSERT_EQUAL(400, connection_->requestBuffer().status());
        CPPUNIT_ASSERT_EQUAL("192.0.2.1"s, connection_->peer().address);
    }
    void testPlaceIsCleanForTheNextClient() {
        open({"192.0.2.1", false, false}, 4096);
        CPPUNIT_ASSERT(hear(get + "GET /half") == Next::Serve);
        answer(std::string(1000000, 'x'), false);
        connection_->abandon();
        connection_->close();
        CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, connection_->deadline.load());
        open({"192.0.2.2", false, false});
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT(connection_->isIdle());
        CPPUNIT_ASSERT(hear(get) == Next::Serve);
        answer("ok");
        CPPUNIT_ASSERT(hear() == Next::Wait);
        CPPUNIT_ASSERT_EQUAL("ok"s, client_->heard());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConnectionTest);
