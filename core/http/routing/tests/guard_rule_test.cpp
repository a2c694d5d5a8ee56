// SPDX-License-Identifier: Apache-2.0
// Guards as data: which users pass which guard.
#include "http/routing/guard_rule.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::http::GuardRule;

namespace {

class GuardRuleTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(GuardRuleTest);
    CPPUNIT_TEST(testPublicAdmitsStrangers);
    CPPUNIT_TEST(testUserAdmitsAnyoneKnown);
    CPPUNIT_TEST(testRoleAdmitsOnlyThatRole);
    CPPUNIT_TEST(testRolesOfAStrangerCountForNothing);
    CPPUNIT_TEST(testUnknownGuardsAdmitNobody);
    CPPUNIT_TEST_SUITE_END();

    static bool admits(std::string_view guard, bool known, std::string_view roles) {
        return GuardRule::parse(guard).admits(known, roles);
    }
    void testPublicAdmitsStrangers() { CPPUNIT_ASSERT(admits("public", false, "")); }
    void testUserAdmitsAnyoneKnown() {
        CPPUNIT_ASSERT(admits("user", true, ""));
        CPPUNIT_ASSERT(!admits("user", false, ""));
    }
    void testRoleAdmitsOnlyThatRole() {
        CPPUNIT_ASSERT(admits("role:admin", true, "admin"));
        CPPUNIT_ASSERT(admits("role:admin", true, "editor admin"));
        CPPUNIT_ASSERT(admits("role:admin", true, "admin editor"));
        CPPUNIT_ASSERT(!admits("role:admin", true, "editor"));
        CPPUNIT_ASSERT(!admits("role:admin", true, "admins super-admin"));
        CPPUNIT_ASSERT(!admits("role:admin", true, ""));
    }
    void testRolesOfAStrangerCountForNothing() { CPPUNIT_ASSERT(!admits("role:admin", false, "admin")); }
    void testUnknownGuardsAdmitNobody() {
        for (const char* guard :
             {"", "Public", "public ", "users", "role:", "role:Admin", "role:a b", "group:x", "role:a\n"})
            CPPUNIT_ASSERT_MESSAGE(guard, !admits(guard, true, "admin a b x"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(GuardRuleTest);

} // namespace
