// SPDX-License-Identifier: Apache-2.0
// The interface to Poco, over a real socket: no byte of a request's body is ever taken for the next request.
#include "http/server/poco_server.h"

#include "../../tests/test_site.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>
#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico;
using namespace portico::http;
using namespace std::string_literals;

namespace {

constexpr std::size_t mostClients = 8;

class PocoServerTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PocoServerTest);
    CPPUNIT_TEST(testTwoRequestsOfAConnectionAreBothAnswered);
    CPPUNIT_TEST(testWhatFollowsAChunkedBodyIsTheNextRequest);
    CPPUNIT_TEST(testNothingIsReadAfterAMalformedChunk);
    CPPUNIT_TEST(testWhatFollowsABodyOfKnownLengthIsTheNextRequest);
    CPPUNIT_TEST(testAmbiguousFramingEndsTheConnection);
    CPPUNIT_TEST(testNoBodyIsAskedForAfterAnAnswerHasBegun);
    CPPUNIT_TEST(testClientsAndRefusalsAreCounted);
    CPPUNIT_TEST(testStreamThatFailsHasNoEnd);
    CPPUNIT_TEST_SUITE_END();

public:
    void setUp() override {
        const auto echo = [](portico_exchange* x, portico_error*) { return x->write(x, x->body); };
        site_.route("POST", "/echo", "public", echo);
        site_.route("GET", "/evil", "public",
                    [](portico_exchange* x, portico_error*) { return x->write(x, PORTICO_STR("SMUGGLED")); });
        site_.route(
            "POST", "/early", "public",
            [](portico_exchange* x, portico_error*) {
                x->flush(x);
                char byte = 0;
                for (std::size_t got = 1; got > 0 && x->read_body(x, &byte, 1, &got) == PORTICO_OK;)
                    x->write(x, {&byte, got});
                return PORTICO_OK;
            },
            PORTICO_ROUTE_TAKES_PIECES);
        site_.route("GET", "/half", "public", [](portico_exchange* x, portico_error*) {
            x->write(x, PORTICO_STR("half"));
            x->flush(x);
            return PORTICO_FAILED;
        });
        ServerOptions options;
        options.metrics = &registry_;
        options.limits.connectionsPerAddress = mostClients;
        wire::Listener listener = wire::Listener::bind("127.0.0.1:0");
        options.listeners.emplace_back(std::move(listener), wire::Endpoint{});
        server_ = std::make_unique<PocoServer>(std::move(options), serving_, site_.snapshot.log);
        server_->start();
    }
    void tearDown() override { server_->stop(5); }

private:
    // Everything that is returned for these bytes, which are all that is sent.
    std::string exchange(const std::string& bytes) {
        Poco::Net::StreamSocket socket(Poco::Net::SocketAddress(server_->addresses().at(0).substr(7)));
        socket.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
        socket.shutdownSend();
        std::string all;
        std::array<char, 4096> piece{};
        try {
            for (int n = 0; (n = socket.receiveBytes(piece.data(), static_cast<int>(piece.size()))) > 0;)
                all.append(piece.data(), static_cast<std::size_t>(n));
        } catch (const Poco::Net::ConnectionResetException&) { // closed with bytes unread: equivalent to an end
        }
        return all;
    }
    static std::size_t replies(const std::string& all) {
        std::size_t number = 0;
        for (std::size_t at = 0; (at = all.find("HTTP/1.1 ", at)) != std::string::npos; ++at) ++number;
        return number;
    }
    static std::string post(const std::string& framing, const std::string& body) {
        return "POST /echo HTTP/1.1\r\nHost: a\r\n" + framing + "\r\n\r\n" + body;
    }

    void testTwoRequestsOfAConnectionAreBothAnswered() {
        const std::string get = "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n";
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, replies(exchange(get + get)));
    }
    void testWhatFollowsAChunkedBodyIsTheNextRequest() {
        const std::string next = "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n";
        for (const auto& body : {"5\r\nhello\r\n0\r\n\r\n"s, "5\r\nhello\r\n0\r\nX: y\r\n\r\n"s}) {
            const std::string all = exchange(post("Transfer-Encoding: chunked", body + next));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(body, std::size_t{2}, replies(all));
            CPPUNIT_ASSERT_MESSAGE(body, all.find("hello") != std::string::npos && all.ends_with("SMUGGLED"));
        }
    }
    void testNothingIsReadAfterAMalformedChunk() {
        const std::string next = "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n";
        for (const auto& body : {"5\r\nhelloXX\r\n0\r\n\r\n"s, "zz\r\nhello\r\n0\r\n\r\n"s, "-1\r\nhello\r\n0\r\n\r\n"s,
                                 "5\r\nhello\r\n0\r\nX y\r\n\r\n"s, "5\nhello\n0\n\n"s}) {
            const std::string all = exchange(post("Transfer-Encoding: chunked", body + next));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(body, std::size_t{1}, replies(all));
            CPPUNIT_ASSERT_MESSAGE(body, all.starts_with("HTTP/1.1 400 ") && all.find("SMUGGLED") == std::string::npos);
            CPPUNIT_ASSERT_MESSAGE(body, all.find("\r\nConnection: close\r\n") != std::string::npos);
        }
    }
    void testWhatFollowsABodyOfKnownLengthIsTheNextRequest() {
        const std::string inner = "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n";
        const std::string length = "Content-Length: " + std::to_string(inner.size());
        const std::string all = exchange(post(length, inner) + inner);
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, replies(all));
        CPPUNIT_ASSERT(all.find(inner) != std::string::npos && all.find("SMUGGLED") != std::string::npos);
    }
    void testAmbiguousFramingEndsTheConnection() {
        const std::string next = "GET /evil HTTP/1.1\r\nHost: a\r\n\r\n";
        for (const auto* framing :
             {"Content-Length: 5\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nContent-Length: 6",
              "Content-Length: +5", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding : chunked"}) {
            const std::string all = exchange(post(framing, "0\r\n\r\n" + next));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(framing, std::size_t{1}, replies(all));
            CPPUNIT_ASSERT_MESSAGE(framing, all.find("SMUGGLED") == std::string::npos);
        }
    }

    // An interim answer after the final one would be taken for the answer to the next request.
    void testNoBodyIsAskedForAfterAnAnswerHasBegun() {
        const std::string body(100000, 'x');
        const std::string all = exchange("POST /early HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: " +
                                         std::to_string(body.size()) + "\r\n\r\n" + body);
        CPPUNIT_ASSERT(all.starts_with("HTTP/1.1 200 OK\r\n") && all.ends_with("x\r\n0\r\n\r\n"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, replies(all));
        CPPUNIT_ASSERT(all.find("\r\nConnection: close\r\n") != std::string::npos);
    }
    void testClientsAndRefusalsAreCounted() {
        const Poco::Net::SocketAddress address(server_->addresses().at(0).substr(7));
        std::vector<Poco::Net::StreamSocket> clients;
        for (std::size_t i = 0; i < mostClients; ++i) clients.emplace_back(address);
        Poco::Net::StreamSocket refused(address);
        std::array<char, 64> piece{};
        CPPUNIT_ASSERT(refused.receiveBytes(piece.data(), static_cast<int>(piece.size())) > 0); // the 503
        CPPUNIT_ASSERT_EQUAL(mostClients, server_->connections());
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{mostClients + 1}, server_->accepted());
        const std::string text = registry_.text(metrics::Format::Prometheus);
        CPPUNIT_ASSERT(text.find("portico_wire_refusals_total{status=\"503\"} 1\n") != std::string::npos);
        const wire::LaneCounts lanes = server_->laneCounts();
        CPPUNIT_ASSERT(lanes.waiting + lanes.serving + lanes.sleeping > 0);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, lanes.queued);
    }
    void testStreamThatFailsHasNoEnd() {
        const std::string all = exchange("GET /half HTTP/1.1\r\nHost: a\r\n\r\n");
        CPPUNIT_ASSERT(all.ends_with("\r\n\r\n4\r\nhalf\r\n"));
    }

    http::test::TestSite site_;
    Serving serving_{site_.snapshot};
    metrics::Registry registry_;
    std::unique_ptr<PocoServer> server_;
};

CPPUNIT_TEST_SUITE_REGISTRATION(PocoServerTest);

} // namespace
