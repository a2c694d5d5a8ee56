// SPDX-License-Identifier: Apache-2.0
// Lanes as threads: requests are served even while some lanes are blocked, and no request waits for a blocked lane.
#include "../../tests/loopback_client.h"
#include "http/wire/lanes/lanes.h"

#include <functional>
#include <future>
#include <optional>
#include <thread>

using namespace portico::http::wire;
using namespace portico::http::wire::test;
using namespace std::string_literals;

namespace {

std::string get(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

} // namespace

class LanesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(LanesTest);
    CPPUNIT_TEST(testTwoLanesServeManyClients);
    CPPUNIT_TEST(testLaneThatIsAwayLeavesItsPlaceToAnother);
    CPPUNIT_TEST(testMoreLanesServeNoMoreThanTheThreads);
    CPPUNIT_TEST(testHeldUpLanesAreHonest);
    CPPUNIT_TEST(testLaneThatIsFreeGetsWhatAnotherHeard);
    CPPUNIT_TEST(testPipeliningClientDoesNotKeepItsLane);
    CPPUNIT_TEST(testStopFinishesWhatIsUnderWay);
    CPPUNIT_TEST_SUITE_END();

    Limits limits_;
    std::unique_ptr<ConnectionSet> set_;
    const std::shared_ptr<BlockedLanes> blocked_ = std::make_shared<BlockedLanes>();
    std::unique_ptr<Lanes> lanes_;
    std::promise<void> hold_;
    std::shared_future<void> held_;
    std::atomic<unsigned> holding_{0};
    std::vector<std::jthread> threads_;
    std::jthread keeper_;

    // "/hold" is answered when the test allows it; "Connection: close" is respected.
    void serve(Connection& connection) {
        const bool away = connection.requestBuffer().head().target == "/away";
        std::optional<BlockedLanes::BlockingSection> stay;
        if (away) stay.emplace(*blocked_);
        if (away || connection.requestBuffer().head().target == "/hold") {
            ++holding_;
            holding_.notify_all();
            held_.wait();
        }
        const bool keep = connection.requestBuffer().keepAlive() && !set_->isStopping();
        connection.send("HTTP/1.1 204 " + std::string(connection.requestBuffer().head().target) + "\r\n\r\n");
        connection.flush();
        connection.answered(keep);
    }
    void start(unsigned lanes) { start(lanes, lanes); }
    void start(unsigned threads, unsigned lanes) {
        set_ = std::make_unique<ConnectionSet>(oneListener(), limits_, nullptr);
        lanes_ = std::make_unique<Lanes>(*set_, limits_, threads, blocked_);
        for (unsigned i = 0; i < lanes; ++i)
            threads_.emplace_back([this] {
                lanes_->join();
                RequestBufferPool bufferPool(limits_);
                for (Connection* one = nullptr; (one = lanes_->next(one, bufferPool)) != nullptr;) serve(*one);
            });
        keeper_ = std::jthread([this](const std::stop_token& end) {
            while (!end.stop_requested()) lanes_->keep(Milliseconds(50));
        });
    }
    ClientSocket client() const { return connectTo(set_->listeners()[0].first); }
    void waitUntilHolding(unsigned number) {
        for (unsigned now = 0; (now = holding_) < number;) holding_.wait(now);
    }
    static void assertAnswered(const ClientSocket& client, const std::string& target) {
        CPPUNIT_ASSERT_EQUAL("HTTP/1.1 204 " + target + "\r\n\r\n", client.heardHead());
    }

public:
    void setUp() override {
        limits_ = {};
        hold_ = {};
        held_ = hold_.get_future().share();
        holding_ = 0;
    }
    void tearDown() override {
        if (held_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) hold_.set_value();
        if (lanes_) lanes_->stop(Milliseconds(10000));
        threads_.clear();
        keeper_ = {};
        lanes_.reset();
        set_.reset();
    }
    void testTwoLanesServeManyClients() {
        start(2);
        std::vector<ClientSocket> clients;
        for (int i = 0; i < 50; ++i) clients.push_back(client());
        for (int round = 0; round < 20; ++round) {
            for (const ClientSocket& one : clients) one.say(get("/" + std::to_string(round)));
            for (const ClientSocket& one : clients) assertAnswered(one, "/" + std::to_string(round));
        }
    }
    void testLaneThatIsAwayLeavesItsPlaceToAnother() {
        start(1, 3);
        const ClientSocket login = client();
        login.say(get("/away"));
        waitUntilHolding(1);
        const ClientSocket page = client();
        page.say(get("/page"));
        assertAnswered(page, "/page");
        hold_.set_value();
        assertAnswered(login, "/away");
    }
    void testMoreLanesServeNoMoreThanTheThreads() {
        limits_.queueWait = Milliseconds(1);
        start(1, 3);
        const ClientSocket held = client();
        held.say(get("/hold"));
        waitUntilHolding(1);
        const ClientSocket page = client();
        page.say(get("/page"));
        CPPUNIT_ASSERT(page.heardHead().starts_with("HTTP/1.1 503 "));
        hold_.set_value();
        assertAnswered(held, "/hold");
    }
    void testHeldUpLanesAreHonest() {
        limits_.queueWait = Milliseconds(1);
        start(2);
        const ClientSocket one = client();
        const ClientSocket two = client();
        one.say(get("/hold"));
        two.say(get("/hold"));
        waitUntilHolding(2);
        const ClientSocket health = client();
        health.say(get("/healthz"));
        CPPUNIT_ASSERT(health.heardHead().starts_with("HTTP/1.1 200 "));
        const ClientSocket third = client();
        third.say(get("/"));
        CPPUNIT_ASSERT(third.heardHead().starts_with("HTTP/1.1 503 "));
        hold_.set_value();
        assertAnswered(one, "/hold");
        assertAnswered(two, "/hold");
    }
    // A connection that the keeper or another lane found ready stayed in the queue while a free lane waited for events: it was
    // answered after the next event of any client, or with "busy" by an idle server.
    void testLaneThatIsFreeGetsWhatAnotherHeard() {
        limits_.queueWait = Milliseconds(1000000);
        start(2);
        const ClientSocket holder = client();
        holder.say(get("/hold"));
        waitUntilHolding(1);
        std::vector<ClientSocket> clients;
        for (int round = 0; round < 30; ++round) {
            clients.push_back(client());
            clients.push_back(client());
            for (const ClientSocket& one : clients) one.say(get("/" + std::to_string(round)));
            for (const ClientSocket& one : clients) assertAnswered(one, "/" + std::to_string(round));
        }
        hold_.set_value();
        assertAnswered(holder, "/hold");
    }
    // A connection kept its lane as long as its buffer contained another request.
    void testPipeliningClientDoesNotKeepItsLane() {
        limits_.queueWait = Milliseconds(1000000);
        start(1);
        const ClientSocket greedy = client();
        std::atomic<bool> enough{false};
        const std::jthread talks([&] {
            std::string many;
            for (int i = 0; i < 100; ++i) many += get("/greedy");
            while (!enough) {
                greedy.say(many);
                for (int i = 0; i < 50; ++i) greedy.heardHead(); // always more requests than answers
            }
        });
        const ClientSocket modest = client();
        for (int i = 0; i < 3; ++i) {
            modest.say(get("/modest"));
            assertAnswered(modest, "/modest");
        }
        enough = true;
    }
    void testStopFinishesWhatIsUnderWay() {
        start(2);
        const ClientSocket idle = client();
        const ClientSocket holder = client();
        holder.say(get("/hold"));
        waitUntilHolding(1);
        auto stopped = std::async(std::launch::async, [&] { lanes_->stop(Milliseconds(1000000)); });
        CPPUNIT_ASSERT_EQUAL(""s, idle.heardToTheEnd());
        hold_.set_value();
        CPPUNIT_ASSERT_EQUAL("HTTP/1.1 204 /hold\r\n\r\n"s, holder.heardToTheEnd());
        stopped.get();
        threads_.clear();
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, set_->connections());
        keeper_ = {};
        lanes_.reset();
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(LanesTest);
