// SPDX-License-Identifier: Apache-2.0
// The comment that says who may see a page.
#include "../src/access.h"

#include <cppunit/extensions/HelperMacros.h>
#include <stdexcept>

namespace pages_mustache {

class AccessTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AccessTest);
    CPPUNIT_TEST(testEveryKnownWordIsTaken);
    CPPUNIT_TEST(testOtherCommentsSayNothing);
    CPPUNIT_TEST(testUnknownWordsAreRefused);
    CPPUNIT_TEST(testSlipsInTheKeyAreRefused);
    CPPUNIT_TEST_SUITE_END();

    void testEveryKnownWordIsTaken() {
        for (const char* word : {"public", "user", "internal", "role:admin", "role:night-shift2"})
            CPPUNIT_ASSERT_EQUAL(std::string(word), accessOf(" access:\t" + std::string(word) + "\n").value());
    }
    void testOtherCommentsSayNothing() {
        for (const char* comment : {"", "The frame of every page: head, body, end.", "Copyright: somebody", "access",
                                    "the access: user", "user", ":"})
            CPPUNIT_ASSERT_MESSAGE(comment, !accessOf(comment).has_value());
    }
    void testUnknownWordsAreRefused() {
        for (const char* comment : {"access:", "access: users", "access: User", "access: user, admin",
                                    "access: role:", "access: role:Admin", "access: role:a b", "access : everybody"})
            CPPUNIT_ASSERT_THROW_MESSAGE(comment, accessOf(comment), std::invalid_argument);
    }
    void testSlipsInTheKeyAreRefused() {
        for (const char* comment : {"acess: user", "Access: user", "guard: role:admin", "ACCESS: internal"})
            CPPUNIT_ASSERT_THROW_MESSAGE(comment, accessOf(comment), std::invalid_argument);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(AccessTest);

} // namespace pages_mustache
