// SPDX-License-Identifier: Apache-2.0
// Every call of another plugin's store is counted, however long its table is.
#include "capabilities/metered.h"

#include "capabilities/call_context.h"

#include <portico/providers.hpp>

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;
using namespace portico::capabilities;

namespace {

portico_status none(void*, portico_str, const portico_user_sink*, portico_error*) { return PORTICO_NOT_FOUND; }
portico_status done(void*, const portico_user*, portico_error*) { return PORTICO_OK; }

portico_users store() {
    portico_users table{};
    table.size = sizeof(portico_users);
    table.find = none;
    table.get = none;
    table.update = done;
    table.change = done;
    return table;
}

class MeteredTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MeteredTest);
    CPPUNIT_TEST(testACallIsCounted);
    CPPUNIT_TEST(testMailIsCounted);
    CPPUNIT_TEST(testAShorterTableIsCountedAndStaysShorter);
    CPPUNIT_TEST(testALongerTableIsCountedAndEndsWhereTheHostsDoes);
    CPPUNIT_TEST(testAFunctionThatTheProviderLacksIsMissing);
    CPPUNIT_TEST(testThePasswordQueueKnowsTheAccountEvenIfNothingIsCounted);
    CPPUNIT_TEST_SUITE_END();

    PluginStats stats_{"store", "hash", nullptr};

    void testACallIsCounted() {
        const portico_users table = store();
        Metered metered(PORTICO_USERS, {&table, nullptr}, &stats_);
        UsersProvider(metered.provider()).find("ada");
        UsersProvider(metered.provider()).change({});
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{2}, stats_.calls.load());
    }
    void testMailIsCounted() {
        const portico_mail table{sizeof(portico_mail), 0, [](void*, const portico_mail_message*, portico_error*) {
                                     return portico_status{PORTICO_DENIED};
                                 }};
        Metered metered(PORTICO_MAIL, {&table, nullptr}, &stats_);
        const auto& seen = *static_cast<const portico_mail*>(metered.provider().table);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_DENIED}, seen.send(metered.provider().self, nullptr, nullptr));
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, stats_.calls.load());
    }
    // A store that was built before `change` existed. Its memory ends with the table.
    void testAShorterTableIsCountedAndStaysShorter() {
        portico_users table = store();
        table.size = static_cast<std::uint32_t>(offsetof(portico_users, change));
        Metered metered(PORTICO_USERS, {&table, nullptr}, &stats_);
        UsersProvider users(metered.provider());
        users.find("ada");
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, stats_.calls.load());
        CPPUNIT_ASSERT_THROW(users.change({}), Error);
        const auto& seen = *static_cast<const portico_users*>(metered.provider().table);
        CPPUNIT_ASSERT_EQUAL(table.size, seen.size);
        CPPUNIT_ASSERT(seen.change == nullptr);
        CPPUNIT_ASSERT(seen.update != nullptr);
    }
    // A store that was built with a later minor version.
    void testALongerTableIsCountedAndEndsWhereTheHostsDoes() {
        struct {
            portico_users known;
            void (*later)();
        } table{store(), nullptr};
        table.known.size = sizeof table;
        Metered metered(PORTICO_USERS, {&table, nullptr}, &stats_);
        UsersProvider(metered.provider()).change({});
        CPPUNIT_ASSERT_EQUAL(std::uint64_t{1}, stats_.calls.load());
        CPPUNIT_ASSERT_EQUAL(std::uint32_t{sizeof(portico_users)},
                             static_cast<const portico_users*>(metered.provider().table)->size);
    }
    void testAFunctionThatTheProviderLacksIsMissing() {
        portico_users table = store();
        table.change = nullptr;
        Metered metered(PORTICO_USERS, {&table, nullptr}, &stats_);
        const auto& seen = *static_cast<const portico_users*>(metered.provider().table);
        CPPUNIT_ASSERT(!PORTICO_HAS_FUNCTION(&seen, portico_users, change));
        CPPUNIT_ASSERT(!PORTICO_HAS_FUNCTION(&seen, portico_users, verify));
        CPPUNIT_ASSERT(PORTICO_HAS_FUNCTION(&seen, portico_users, find));
    }
    void testThePasswordQueueKnowsTheAccountEvenIfNothingIsCounted() {
        portico_users table = store();
        table.verify = [](void* login, portico_str, portico_str, const portico_user_sink*, portico_error*) {
            *static_cast<std::uint64_t*>(login) = CallContext::forCurrentThread().login;
            return portico_status{PORTICO_DENIED};
        };
        std::uint64_t login = 0;
        Metered metered(PORTICO_USERS, {&table, &login}, nullptr);
        UsersProvider(metered.provider()).verify("ada", "secret");
        CPPUNIT_ASSERT(login != 0);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MeteredTest);

} // namespace
