// SPDX-License-Identifier: Apache-2.0
// An exchange under serve --dev: calls on its thread and in time reach the real one, all others end the process with a sentence.
#include "../../tests/test_site.h"
#include "http/handler/checked_exchange.h"
#include "support/last_words.h"

#include <cppunit/extensions/HelperMacros.h>

#include <thread>

using namespace portico;
using namespace portico::http;
using namespace portico::http::test;
using portico::test::lastWordsOf;

namespace {

class CheckedExchangeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CheckedExchangeTest);
    CPPUNIT_TEST(testAHandlerThatKeepsTheRulesNoticesNothing);
    CPPUNIT_TEST(testAnotherThreadIsNamed);
    CPPUNIT_TEST(testALateCallIsNamed);
    CPPUNIT_TEST(testWithoutDevelopmentModeNothingStandsInFront);
    CPPUNIT_TEST_SUITE_END();

    TestSite site_;

public:
    void setUp() override { site_.snapshot.exchanges = std::make_shared<capabilities::KeptTables>(); }

private:
    static void mustContain(const std::string& words, const std::string& part) {
        CPPUNIT_ASSERT_MESSAGE(words, words.find(part) != std::string::npos);
    }

    void testAHandlerThatKeepsTheRulesNoticesNothing() {
        site_.identified = PORTICO_OK;
        site_.route("POST", "/books/{id}", "user", [](portico_exchange* x, portico_error*) {
            portico_str id{}, field{};
            CPPUNIT_ASSERT_EQUAL(PORTICO_OK, x->parameter(x, PORTICO_STR("id"), &id));
            CPPUNIT_ASSERT_EQUAL(PORTICO_OK, x->form(x, PORTICO_STR("title"), 0, &field));
            CPPUNIT_ASSERT_EQUAL(PORTICO_NOT_FOUND, x->header(x, PORTICO_STR("X-None"), 0, &field));
            CPPUNIT_ASSERT_EQUAL(0, x->client_gone(x));
            x->set_status(x, 201);
            x->write(x, field);
            return x->write(x, id);
        });
        const Reply reply = site_.ask({.method = "POST",
                                       .target = "/books/seven",
                                       .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                                       .body = "title=Emma"});
        CPPUNIT_ASSERT_EQUAL(201, reply.status);
        CPPUNIT_ASSERT_EQUAL(std::string("Emmaseven"), reply.body);
    }
    void testAnotherThreadIsNamed() {
        site_.route("GET", "/thread", "public", [](portico_exchange* x, portico_error*) {
            std::thread([x] { x->set_status(x, 204); }).join();
            return portico_status{PORTICO_OK};
        });
        const std::string words = lastWordsOf([&] { site_.get("/thread"); });
        mustContain(words, " called set_status on thread ");
        mustContain(words, " of an exchange that another thread received");
    }
    void testALateCallIsNamed() {
        portico_exchange* kept = nullptr;
        site_.route("GET", "/keep", "public", [&](portico_exchange* x, portico_error*) {
            kept = x;
            return x->write(x, PORTICO_STR("kept"));
        });
        CPPUNIT_ASSERT_EQUAL(std::string("kept"), site_.get("/keep").body);
        mustContain(lastWordsOf([&] { kept->write(kept, PORTICO_STR("late")); }),
                    "of an exchange after the call that passed it had returned");
    }
    void testWithoutDevelopmentModeNothingStandsInFront() {
        site_.snapshot.exchanges = nullptr;
        const void* ctx = nullptr;
        site_.route("GET", "/ctx", "public", [&](portico_exchange* x, portico_error*) {
            ctx = x->ctx;
            std::thread([x] { x->set_status(x, 204); }).join(); // not checked
            return portico_status{PORTICO_OK};
        });
        CPPUNIT_ASSERT_EQUAL(204, site_.get("/ctx").status);
        CPPUNIT_ASSERT(ctx != nullptr);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CheckedExchangeTest);

} // namespace
