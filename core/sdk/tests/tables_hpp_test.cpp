// SPDX-License-Identifier: Apache-2.0
// What passes the C tables that a plugin fills, as seen from outside: routes, strings, and structs of another size.
#include "open_plugin.h"
#include "support/test_exchange.h"

namespace portico {

namespace {

using test::Everything;
using test::ManyRoutes;
using test::Open;
using test::TestExchange;

} // namespace

class TablesHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TablesHppTest);
    CPPUNIT_TEST(testRoutesAreNumberedAndStay);
    CPPUNIT_TEST(testRoutesCarryWhatWasSaid);
    CPPUNIT_TEST(testStringsOfEveryKindPassTheExchange);
    CPPUNIT_TEST(testInputThatMayNotBeSentThrows);
    CPPUNIT_TEST(testStructsOfALaterVersionAreAccepted);
    CPPUNIT_TEST(testAUserFromBeforeHasNoScheme);
    CPPUNIT_TEST(testAScopeIsAWholeWordOfTheList);
    CPPUNIT_TEST(testAMemberIsThereOnlyIfTheSizeSaysSo);
    CPPUNIT_TEST(testAMemberOfAnyTypeMayBeZero);
    CPPUNIT_TEST(testAnUnknownFlagDisablesAUser);
    CPPUNIT_TEST(testAnUnknownKindOfSecretIsRefused);
    CPPUNIT_TEST(testASinkThatFailsIsAnErrorOfThePage);
    CPPUNIT_TEST_SUITE_END();

    void testRoutesAreNumberedAndStay() {
        const Open<ManyRoutes> open;
        const auto& routes = *open.table<portico_routes>(PORTICO_ROUTES);
        for (std::size_t i = 0; i < 200; ++i) {
            const portico_route* route = routes.route(open.self(), i);
            CPPUNIT_ASSERT(route == routes.route(open.self(), i));
            CPPUNIT_ASSERT(view(route->path) == "/" + std::to_string(i));
            TestExchange x;
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, route->handle(open.self(), route, x.get(), nullptr));
            CPPUNIT_ASSERT_EQUAL(std::to_string(i), x.answerBody);
        }
        CPPUNIT_ASSERT(routes.route(open.self(), 201) == nullptr);
        CPPUNIT_ASSERT(routes.route(open.self(), static_cast<std::size_t>(-1)) == nullptr);
    }

    void testRoutesCarryWhatWasSaid() {
        const Open<ManyRoutes> open;
        const auto& routes = *open.table<portico_routes>(PORTICO_ROUTES);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{sizeof(portico_routes)}, routes.size);
        const portico_route& get = *routes.route(open.self(), 0);
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{sizeof(portico_route)}, get.size);
        CPPUNIT_ASSERT_EQUAL(0u, get.flags);
        CPPUNIT_ASSERT(view(get.method) == "GET" && view(get.guard) == "role:admin" && view(get.summary) == "Number.");
        const portico_route& post = *routes.route(open.self(), 200);
        CPPUNIT_ASSERT_EQUAL(PORTICO_ROUTE_ANY_ORIGIN, post.flags);
        CPPUNIT_ASSERT(view(post.method) == "POST" && view(post.path) == "/form");
    }

    void testStringsOfEveryKindPassTheExchange() {
        for (const std::string& text : {std::string(), std::string("a\0b", 3), std::string(1 << 20, 'x')}) {
            TestExchange x("POST", "/x");
            x.body = text;
            x.formFields = {{"f", "first"}, {"f", text}, {text, "named"}};
            x.parameters = {{"p", text}};
            Exchange exchange = x.view();
            CPPUNIT_ASSERT(exchange.body() == text);
            CPPUNIT_ASSERT(exchange.form("f", 1) == text);
            CPPUNIT_ASSERT(exchange.form(text) == "named");
            CPPUNIT_ASSERT(exchange.parameter("p") == text);
            exchange.write(text);
            CPPUNIT_ASSERT(x.answerBody == text);
            exchange.render("page", {{"text", text}});
            CPPUNIT_ASSERT(x.text("text") == text);
        }
        TestExchange x;
        CPPUNIT_ASSERT(!x.view().form("f") && !x.view().header("h") && x.view().parameter("p").empty());
        CPPUNIT_ASSERT(!x.view().user());
    }

    void testInputThatMayNotBeSentThrows() {
        TestExchange x;
        Exchange exchange = x.view();
        CPPUNIT_ASSERT_THROW(exchange.setHeader("X-A", "a\r\nX-B: b"), Error);
        CPPUNIT_ASSERT_THROW(exchange.addHeader("", "a"), Error);
        CPPUNIT_ASSERT_THROW(exchange.status(99), Error);
        CPPUNIT_ASSERT(x.answerHeaders.empty());
    }

    void testStructsOfALaterVersionAreAccepted() {
        const User ada{"u1", "ada", "admin", false, 1, 2};
        struct LaterUser {
            portico_user known;
            std::uint64_t more;
        } later{borrow(ada), 3};
        later.known.size = sizeof later;
        const User user = userFrom(later.known);
        CPPUNIT_ASSERT(user.id == "u1" && user.name == "ada" && user.roles == "admin" && !user.disabled);
        struct LaterExchange {
            portico_exchange known;
            std::uint64_t more[4];
        } wide{};
        TestExchange x("GET", "/later");
        wide.known = *x.get();
        wide.known.size = sizeof wide;
        CPPUNIT_ASSERT(Exchange(&wide.known).target() == "/later");
    }

    void testAUserFromBeforeHasNoScheme() {
        User ada;
        ada.id = "u1", ada.scheme = "cookie", ada.scopes = "read", ada.login = 7;
        portico_user old = borrow(ada);
        const User whole = userFrom(old);
        CPPUNIT_ASSERT(whole.scheme == "cookie" && whole.scopes == "read" && whole.login == 7);
        old.size = static_cast<std::uint32_t>(offsetof(portico_user, scheme));
        const User user = userFrom(old);
        CPPUNIT_ASSERT(user.id == "u1" && user.scheme.empty() && user.scopes.empty() && user.login == 0);
    }

    void testAScopeIsAWholeWordOfTheList() {
        User robot;
        robot.scopes = "orders:read orders:write";
        CPPUNIT_ASSERT(robot.hasScope("orders:read") && robot.hasScope("orders:write"));
        for (const char* other : {"orders", "orders:", "read", "", " ", "orders:read orders:write", "ORDERS:READ"})
            CPPUNIT_ASSERT_MESSAGE(other, !robot.hasScope(other));
        CPPUNIT_ASSERT(!User().hasScope("") && !User().hasScope("orders:read"));
    }

    void testAMemberIsThereOnlyIfTheSizeSaysSo() {
        portico_users table = *Open<Everything>().table<portico_users>(PORTICO_USERS);
        CPPUNIT_ASSERT(PORTICO_HAS(&table, portico_users, remove));
        table.size = static_cast<std::uint32_t>(offsetof(portico_users, remove));
        CPPUNIT_ASSERT(!PORTICO_HAS(&table, portico_users, remove));
        CPPUNIT_ASSERT(PORTICO_HAS(&table, portico_users, set_secret));
        CPPUNIT_ASSERT(!PORTICO_HAS_FUNCTION(&table, portico_users, remove));
        CPPUNIT_ASSERT(PORTICO_HAS_FUNCTION(&table, portico_users, set_secret));
        table.set_secret = nullptr;
        CPPUNIT_ASSERT(!PORTICO_HAS_FUNCTION(&table, portico_users, set_secret));
    }

    // PORTICO_HAS once took 0 for "not there" and did not compile for strings.
    void testAMemberOfAnyTypeMayBeZero() {
        portico_route route{};
        route.size = sizeof(portico_route);
        CPPUNIT_ASSERT(PORTICO_HAS(&route, portico_route, body_limit));
        CPPUNIT_ASSERT(PORTICO_HAS(&route, portico_route, summary));
        route.size = static_cast<std::uint32_t>(offsetof(portico_route, body_limit));
        CPPUNIT_ASSERT(!PORTICO_HAS(&route, portico_route, body_limit));
    }

    void testAnUnknownFlagDisablesAUser() {
        const User ada{"u1", "ada", "", false, 0, 0};
        portico_user user = borrow(ada);
        CPPUNIT_ASSERT_EQUAL(0u, user.flags);
        user.flags = 1u << 31;
        const User flagged = userFrom(user);
        CPPUNIT_ASSERT(flagged.disabled);
        CPPUNIT_ASSERT_EQUAL(PORTICO_USER_DISABLED, borrow(flagged).flags);
    }

    void testAnUnknownKindOfSecretIsRefused() {
        const Open<Everything> open;
        const auto& users = *open.table<portico_users>(PORTICO_USERS);
        const portico_secret secret{3, 0, PORTICO_STR("x")};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID},
                             users.set_secret(open.self(), PORTICO_STR("u1"), &secret, nullptr));
    }

    void testASinkThatFailsIsAnErrorOfThePage() {
        class Printing final : public Plugin, public Pages {
        public:
            explicit Printing(Host) {}
            Pages& pages() { return *this; }
            void list(const Take&) override {}
            bool render(std::string_view, const portico_value&, const Write& write) override {
                return write("a"), write("b"), true;
            }
        };
        const Open<Printing> open;
        int writes = 0;
        const portico_sink sink{&writes, [](void* ctx, portico_str) {
                                    return ++*static_cast<int*>(ctx) > 0 ? portico_status{PORTICO_INVALID} : PORTICO_OK;
                                }};
        const portico_value data{PORTICO_MAP, 0, {0}};
        const auto& pages = *open.table<portico_pages>(PORTICO_PAGES);
        CPPUNIT_ASSERT(pages.render(open.self(), PORTICO_STR("x"), &data, &sink, nullptr) < 0);
        CPPUNIT_ASSERT_EQUAL(1, writes);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TablesHppTest);

} // namespace portico
