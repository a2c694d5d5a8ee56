// SPDX-License-Identifier: Apache-2.0
// Shares of one network in connections, descriptors and memory, directly and behind a proxy.
#include "../../tests/connection_set_fixture.h"
#include "support/shortage.h"

using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;
using portico::test::NoDescriptors;

class ConnectionSharesTest : public ConnectionSetFixture {
    CPPUNIT_TEST_SUITE(ConnectionSharesTest);
    CPPUNIT_TEST(testAddressHasItsShare);
    CPPUNIT_TEST(testTrustedProxyIsNotCounted);
    CPPUNIT_TEST(testNetworkThatHasMostConnectionsGivesOneToOthers);
    CPPUNIT_TEST(testClientThatAProxyAnnouncesIsCounted);
    CPPUNIT_TEST(testClientsBehindAProxyGiveConnectionsToOthers);
    CPPUNIT_TEST(testIdleConnectionOfAProxyGivesItsPlaceToANewcomer);
    CPPUNIT_TEST(testUnfinishedRequestsAreBoundedInAll);
    CPPUNIT_TEST(testAnswerThatCannotBeKeptIsCutOff);
    CPPUNIT_TEST(testClientBehindAProxyTakesItsOwnShareOfMemory);
    CPPUNIT_TEST(testAnswerBehindAProxyCountsForItsClientUntilItIsSent);
    CPPUNIT_TEST(testHeadThatCameInTwoPartsCountsForItsClient);
    CPPUNIT_TEST(testNetworkThatHasMostDescriptorsGivesOneToOthers);
    CPPUNIT_TEST_SUITE_END();

    // Each request head names its client.
    void startBehindAProxy() {
        auto proxies = std::make_shared<TrustedProxies>();
        proxies->ranges = {portico::http::syntax::AddressRange::parse("127.0.0.1").value()};
        start({.proxies = proxies}, [](const Connection& connection) {
            for (const auto& field : connection.head().fields)
                if (field.name == "X-Forwarded-For") return portico::shares::Network::of(field.value);
            return portico::shares::Network();
        });
    }
    static std::string getFrom(const std::string& address) {
        return "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + address + "\r\n\r\n";
    }
    static std::string halfFrom(const std::string& address) {
        return "POST / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + address + "\r\nContent-Length: 60000\r\n\r\n" +
               std::string(30000, 'x');
    }

public:
    void testAddressHasItsShare() {
        limits_.connectionsPerAddress = 2;
        start();
        ClientSocket one = client();
        const ClientSocket two = client();
        waitForConnections(2);
        const ClientSocket three = client();
        while (reports_.empty()) set_->wait(-1, *bufferPool_, ready_);
        const std::string heard = three.heardToTheEnd();
        CPPUNIT_ASSERT(heard.starts_with("HTTP/1.1 503 ") && heard.find("\r\nRetry-After: ") != std::string::npos);
        one.close();
        waitForConnections(1);
        const ClientSocket four = client();
        waitForConnections(2);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, reports_.size());
    }
    void testTrustedProxyIsNotCounted() {
        limits_.connectionsPerAddress = 1;
        auto proxies = std::make_shared<TrustedProxies>();
        proxies->ranges = {portico::http::syntax::AddressRange::parse("127.0.0.1").value()};
        start({.proxies = proxies});
        const ClientSocket one = client();
        const ClientSocket two = client();
        waitForConnections(2);
        CPPUNIT_ASSERT(reports_.empty());
    }
    // One network with many addresses held all connection slots, and no other client was accepted.
    void testNetworkThatHasMostConnectionsGivesOneToOthers() {
        limits_.connections = 2;
        start();
        const ClientSocket one = client();
        const ClientSocket two = client();
        waitForConnections(2);
        const ClientSocket own = client();
        while (reports_.empty()) set_->wait(-1, *bufferPool_, ready_);
        CPPUNIT_ASSERT(own.heardToTheEnd().starts_with("HTTP/1.1 503 "));
        const ClientSocket other = connectTo(set_->listeners()[0].first, "127.0.1.5");
        other.say(get);
        answer(waitForOne(), "ok");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, set_->connections());
        CPPUNIT_ASSERT_EQUAL(""s, one.heardToTheEnd());
        CPPUNIT_ASSERT(!two.isOver());
    }
    // Behind a proxy, each connection also belongs to one client, as soon as the PROXY header has arrived.
    void testClientThatAProxyAnnouncesIsCounted() {
        limits_.connectionsPerAddress = 1;
        auto proxies = std::make_shared<TrustedProxies>();
        proxies->ranges = {portico::http::syntax::AddressRange::parse("127.0.0.1").value()};
        proxies->header = ProxyHeader::ProxyProtocol;
        start({.proxies = proxies});
        const ClientSocket one = client();
        one.say("PROXY TCP4 192.0.2.7 192.0.2.1 1234 80\r\n" + get);
        waitForOne();
        const ClientSocket two = client();
        two.say("PROXY TCP4 192.0.2.7 192.0.2.1 1235 80\r\n" + get);
        while (reports_.empty()) set_->wait(-1, *bufferPool_, ready_);
        CPPUNIT_ASSERT_EQUAL(""s, two.heardToTheEnd());
        const ClientSocket three = client();
        three.say("PROXY TCP4 198.51.100.7 192.0.2.1 1236 80\r\n" + get);
        waitForOne();
    }
    // Such connections counted for no network: one client with slow bodies held all slots, and all others behind the proxy got
    // 503.
    void testClientsBehindAProxyGiveConnectionsToOthers() {
        limits_.connections = 2;
        startBehindAProxy();
        const ClientSocket one = client();
        one.say(halfFrom("192.0.2.7"));
        const ClientSocket two = client();
        two.say(halfFrom("192.0.2.9"));
        waitForConnections(2);
        settle();
        const ClientSocket other = client();
        other.say(getFrom("198.51.100.7"));
        answer(waitForOne(), "ok");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, set_->connections());
        CPPUNIT_ASSERT(one.isOver() && !two.isOver());
    }
    void testIdleConnectionOfAProxyGivesItsPlaceToANewcomer() {
        limits_.connections = 2;
        startBehindAProxy();
        const ClientSocket one = client();
        const ClientSocket two = client();
        for (const ClientSocket* each : {&one, &two}) {
            each->say(getFrom("192.0.2.7"));
            Connection& connection = waitForOne();
            answer(connection, "ok");
            CPPUNIT_ASSERT(!set_->putBack(connection, *bufferPool_));
            CPPUNIT_ASSERT(!connection.network() && !connection.held.network);
        }
        const ClientSocket other = client();
        other.say(getFrom("198.51.100.1"));
        CPPUNIT_ASSERT(waitForOne().network() == portico::shares::Network::of("198.51.100.1"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, reports_.size());
    }
    // Thousands of connections with half a body each needed more memory than the machine had.
    void testUnfinishedRequestsAreBoundedInAll() {
        limits_.buffered = 100000;
        start();
        const std::string half =
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n" + std::string(30000, 'x');
        const ClientSocket one = client();
        one.say(half);
        waitForConnections(1);
        settle();
        CPPUNIT_ASSERT(reports_.empty());
        const ClientSocket two = client();
        two.say(half);
        while (reports_.empty()) set_->wait(-1, *bufferPool_, ready_);
        CPPUNIT_ASSERT(two.heardToTheEnd().starts_with("HTTP/1.1 429 "));
        const ClientSocket other = connectTo(set_->listeners()[0].first, "127.0.1.5");
        other.say(half);
        settle();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, reports_.size());
        one.say(std::string(30000, 'x'));
        answer(waitForOne(), "ok");
    }
    void testAnswerThatCannotBeKeptIsCutOff() {
        limits_.buffered = 1u << 20;
        start();
        const ClientSocket one = client();
        one.say(get);
        Connection& connection = waitForOne();
        answer(connection, std::string(16u << 20, 'x'));
        CPPUNIT_ASSERT(!set_->putBack(connection, *bufferPool_));
        while (set_->connections() > 0) set_->wait(-1, *bufferPool_, ready_);
        CPPUNIT_ASSERT(reports_ == std::vector<int>{503} || reports_ == std::vector<int>{429});
    }
    void testClientBehindAProxyTakesItsOwnShareOfMemory() {
        limits_.buffered = 100000;
        startBehindAProxy();
        const ClientSocket one = client();
        one.say(halfFrom("192.0.2.7"));
        const ClientSocket two = client();
        two.say(halfFrom("198.51.100.7"));
        waitForConnections(2);
        settle();
        CPPUNIT_ASSERT(reports_.empty());
        const ClientSocket three = client();
        three.say(halfFrom("192.0.2.9"));
        while (reports_.empty()) set_->wait(-1, *bufferPool_, ready_);
        CPPUNIT_ASSERT(three.heardToTheEnd().starts_with("HTTP/1.1 "));
    }
    // Such memory counted for no network: one client that did not read held all of it, and other clients' forms were refused.
    void testAnswerBehindAProxyCountsForItsClientUntilItIsSent() {
        constexpr std::size_t size = 16u << 20; // more than the kernel buffers
        limits_.buffered = 2 * size + (2u << 20);
        startBehindAProxy();
        const auto ask = [this](const ClientSocket& from, const char* address) {
            from.say(getFrom(address));
            Connection& connection = waitForOne();
            answer(connection, std::string(size, 'x'));
            CPPUNIT_ASSERT(!set_->putBack(connection, *bufferPool_));
        };
        const ClientSocket one = client(), two = client(), other = client();
        ask(one, "192.0.2.7");
        CPPUNIT_ASSERT(reports_.empty());
        ask(two, "192.0.2.9");
        CPPUNIT_ASSERT(reports_ == std::vector<int>{429});
        ask(other, "198.51.100.7");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, reports_.size());
    }
    // Half a head counts for no network; when the rest arrived without needing more memory, that did not change.
    void testHeadThatCameInTwoPartsCountsForItsClient() {
        limits_.buffered = 4 * RequestBuffer(limits_).memory();
        startBehindAProxy();
        const std::string head =
            "POST / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\nContent-Length: 9\r\n\r\n";
        const ClientSocket one = client(), two = client(), three = client();
        for (const ClientSocket* each : {&one, &two, &three}) {
            each->say(head.substr(0, 20));
            settle();
            each->say(head.substr(20));
            settle();
        }
        CPPUNIT_ASSERT(reports_ == std::vector<int>{429});
    }
    // One network held all descriptors, idle or not, and every new client of another network was refused.
    void testNetworkThatHasMostDescriptorsGivesOneToOthers() {
        start();
        const ClientSocket one = client();
        const ClientSocket two = client();
        one.say("GET / HT");
        waitForConnections(2);
        const ClientSocket other = connectTo(set_->listeners()[0].first, "127.0.1.5");
        const ClientSocket third = connectTo(set_->listeners()[0].first, "127.0.2.5");
        other.say(get);
        const NoDescriptors none;
        answer(waitForOne(), "ok");
        settle();
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, set_->connections());
        CPPUNIT_ASSERT(one.isOver() && !two.isOver());
        CPPUNIT_ASSERT(third.heardToTheEnd().starts_with("HTTP/1.1 503 ")); // no network has more than it would have
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ConnectionSharesTest);
