// SPDX-License-Identifier: Apache-2.0
// Calls into plugins: whatever a plugin does, the result is one that the host expects, and never a false yes.
#include "capabilities/auth.h"
#include "capabilities/pages.h"
#include "capabilities/routes.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::capabilities;

namespace {

portico_user ada() { return {sizeof(portico_user), 0, PORTICO_STR("1"), PORTICO_STR("ada"), {}, 0, 0, 0, {}, {}, 0}; }
portico_str noPath(void*) { return {}; }
portico_status noChallenge(void*, portico_exchange*, portico_error*) { return PORTICO_FAILED; }

using Identify = portico_status (*)(void*, portico_exchange*, const portico_identity*, portico_error*);

// The verdict of the host for an auth plugin that returns this status.
Auth::Verdict verdictOf(Identify identify, std::string* why = nullptr) {
    const portico_auth table{sizeof(portico_auth), 0, identify, noChallenge, noPath, noPath};
    const Auth auth({"fake", {&table, nullptr}});
    portico_exchange x{};
    Why reason;
    const Auth::Verdict verdict = auth.identify(
        x, [](const portico_user&, std::string_view) {}, reason);
    if (why != nullptr) *why = reason.message();
    return verdict;
}

class CapabilitiesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CapabilitiesTest);
    CPPUNIT_TEST(testUserReportedOnceIsKnown);
    CPPUNIT_TEST(testYesWithoutAUserIsUnavailable);
    CPPUNIT_TEST(testTwoUsersAreUnavailable);
    CPPUNIT_TEST(testUserWithoutAYesIsUnavailable);
    CPPUNIT_TEST(testNotFoundIsAStranger);
    CPPUNIT_TEST(testDeniedIsInvalid);
    CPPUNIT_TEST(testAnyOtherErrorIsUnavailable);
    CPPUNIT_TEST(testThrowIsUnavailableWithItsMessage);
    CPPUNIT_TEST(testPageThatIsTooLongIsThrownAway);
    CPPUNIT_TEST(testRouteWithoutAHandlerIsRefused);
    CPPUNIT_TEST(testEndlessRoutesAreRefused);
    CPPUNIT_TEST(testRegistryFindsExclusiveProvidersOnly);
    CPPUNIT_TEST_SUITE_END();

    void testUserReportedOnceIsKnown() {
        CPPUNIT_ASSERT(Auth::Verdict::Known ==
                       verdictOf([](void*, portico_exchange*, const portico_identity* who, portico_error*) {
                           const portico_user user = ada();
                           return who->take(who->ctx, &user, PORTICO_STR("s"));
                       }));
    }
    void testYesWithoutAUserIsUnavailable() {
        CPPUNIT_ASSERT(Auth::Verdict::Unavailable == verdictOf([](void*, portico_exchange*, const portico_identity*,
                                                                  portico_error*) { return PORTICO_OK; }));
    }
    void testTwoUsersAreUnavailable() {
        CPPUNIT_ASSERT(Auth::Verdict::Unavailable ==
                       verdictOf([](void*, portico_exchange*, const portico_identity* who, portico_error*) {
                           const portico_user user = ada();
                           who->take(who->ctx, &user, {});
                           return who->take(who->ctx, &user, {});
                       }));
    }
    // In a chain, such a user would have replaced the one that another plugin identified.
    void testUserWithoutAYesIsUnavailable() {
        CPPUNIT_ASSERT(Auth::Verdict::Unavailable ==
                       verdictOf([](void*, portico_exchange*, const portico_identity* who, portico_error*) {
                           const portico_user user = ada();
                           who->take(who->ctx, &user, {});
                           return portico_status{PORTICO_NOT_FOUND};
                       }));
        CPPUNIT_ASSERT(Auth::Verdict::Unavailable ==
                       verdictOf([](void*, portico_exchange*, const portico_identity* who, portico_error*) {
                           const portico_user user = ada();
                           who->take(who->ctx, &user, {});
                           return portico_status{PORTICO_DENIED};
                       }));
    }
    void testNotFoundIsAStranger() {
        CPPUNIT_ASSERT(Auth::Verdict::Stranger == verdictOf([](void*, portico_exchange*, const portico_identity*,
                                                               portico_error*) { return PORTICO_NOT_FOUND; }));
    }
    void testDeniedIsInvalid() {
        CPPUNIT_ASSERT(Auth::Verdict::Invalid == verdictOf([](void*, portico_exchange*, const portico_identity*,
                                                              portico_error*) { return PORTICO_DENIED; }));
    }
    void testAnyOtherErrorIsUnavailable() {
        CPPUNIT_ASSERT(Auth::Verdict::Unavailable == verdictOf([](void*, portico_exchange*, const portico_identity*,
                                                                  portico_error*) { return -99; }));
        CPPUNIT_ASSERT(Auth::Verdict::Unavailable ==
                       verdictOf([](void*, portico_exchange*, const portico_identity*, portico_error*) { return 5; }));
    }
    void testThrowIsUnavailableWithItsMessage() {
        std::string why;
        const auto throws = [](void*, portico_exchange*, const portico_identity*, portico_error*) -> portico_status {
            throw std::runtime_error("the store is on fire");
        };
        CPPUNIT_ASSERT(Auth::Verdict::Unavailable == verdictOf(throws, &why));
        CPPUNIT_ASSERT_EQUAL(std::string("the store is on fire"), why);
    }
    void testPageThatIsTooLongIsThrownAway() {
        const portico_pages table{
            sizeof(portico_pages), 0, [](void*, const portico_page_sink*, portico_error*) { return PORTICO_OK; },
            [](void*, portico_str, const portico_value*, const portico_sink* out, portico_error*) {
                const portico_status status = out->write(out->ctx, PORTICO_STR("12345"));
                return status == PORTICO_OK ? out->write(out->ctx, PORTICO_STR("678901")) : status;
            }};
        const portico_value data{};
        std::string bytes = "before ";
        Why why;
        CPPUNIT_ASSERT(PORTICO_OK != Pages({"fake", {&table, nullptr}}, 10).render("p", data, bytes, why));
        CPPUNIT_ASSERT_EQUAL(std::string("before "), bytes);
        CPPUNIT_ASSERT_EQUAL(PORTICO_OK, Pages({"fake", {&table, nullptr}}, 11).render("p", data, bytes, why));
        CPPUNIT_ASSERT_EQUAL(std::string("before 12345678901"), bytes);
    }
    void testRouteWithoutAHandlerIsRefused() {
        static const portico_route route{sizeof(portico_route), 0, {}, {}, {}, {}, nullptr, nullptr, 0};
        const portico_routes table{sizeof(portico_routes), 0, [](void*, std::size_t) { return &route; }};
        CPPUNIT_ASSERT_THROW(listRoutes({"fake", {&table, nullptr}}), Error);
    }
    void testEndlessRoutesAreRefused() {
        static const portico_route route{
            sizeof(portico_route),
            0,
            {},
            {},
            {},
            {},
            nullptr,
            [](void*, const portico_route*, portico_exchange*, portico_error*) { return PORTICO_OK; },
            0};
        const portico_routes table{sizeof(portico_routes), 0, [](void*, std::size_t) { return &route; }};
        CPPUNIT_ASSERT_THROW(listRoutes({"fake", {&table, nullptr}}, 100), Error);
    }
    void testRegistryFindsExclusiveProvidersOnly() {
        Registry registry;
        registry.add(PORTICO_USERS, {"u", {}});
        registry.add(PORTICO_ROUTES, {"r", {}});
        registry.add("portico.unknown/1", {"x", {}});
        CPPUNIT_ASSERT_EQUAL(std::string("u"), registry.find(PORTICO_USERS)->plugin);
        CPPUNIT_ASSERT(registry.find(PORTICO_SESSIONS) == nullptr);
        CPPUNIT_ASSERT(registry.find(PORTICO_ROUTES) == nullptr);
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, registry.routes.size());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CapabilitiesTest);

} // namespace
