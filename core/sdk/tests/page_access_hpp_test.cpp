// SPDX-License-Identifier: Apache-2.0
// The comment that says who may see a page: what is not understood never opens one.
#include <portico/page_access.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class PageAccessHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageAccessHppTest);
    CPPUNIT_TEST(testEveryKnownWordIsTaken);
    CPPUNIT_TEST(testOtherCommentsSayNothing);
    CPPUNIT_TEST(testUnknownWordsAreRefused);
    CPPUNIT_TEST(testSlipsInTheKeyAreRefusedWhereverTheyAre);
    CPPUNIT_TEST(testAccessIsSaidOnce);
    CPPUNIT_TEST(testMessagesSayWhatToWrite);
    CPPUNIT_TEST_SUITE_END();

    static std::string wordOf(std::initializer_list<std::string_view> comments) {
        PageAccess access;
        for (const std::string_view comment : comments) access.read(comment);
        return access.word();
    }
    static std::string refusal(std::initializer_list<std::string_view> comments) {
        try {
            return "taken as " + wordOf(comments);
        } catch (const Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, error.status());
            return error.what();
        }
    }

    void testEveryKnownWordIsTaken() {
        for (const char* word : {"public", "user", "internal", "role:admin", "role:night-shift2"})
            CPPUNIT_ASSERT_EQUAL(std::string(word), wordOf({"a note", " access:\t" + std::string(word) + "\n"}));
    }
    void testOtherCommentsSayNothing() {
        CPPUNIT_ASSERT_EQUAL(std::string("public"), wordOf({}));
        for (const char* comment : {"", "The frame of every page: head, body, end.", "Copyright: somebody", "access",
                                    "the access: user", "user", ":", "see: RFC 9457, access: user"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(comment, std::string("public"), wordOf({comment}));
    }
    void testUnknownWordsAreRefused() {
        for (const char* comment : {"access:", "access: users", "access: User", "access: user, admin",
                                    "access: role:", "access: role:Admin", "access: role:a b", "access : everybody"})
            CPPUNIT_ASSERT_THROW_MESSAGE(comment, wordOf({comment}), Error);
    }
    // Behind a note of the licence a slip left the page open.
    void testSlipsInTheKeyAreRefusedWhereverTheyAre() {
        for (const char* comment : {"acess: user", "Access: user", "guard: role:admin", "ACCESS: internal"})
            CPPUNIT_ASSERT_THROW_MESSAGE(comment, wordOf({"a note", comment}), Error);
    }
    void testAccessIsSaidOnce() {
        CPPUNIT_ASSERT_EQUAL(std::string("the access of a page can be said only once"),
                             refusal({"access: user", "access: public"}));
    }
    void testMessagesSayWhatToWrite() {
        CPPUNIT_ASSERT_EQUAL(std::string("\"nobody\" is no access; write public, user, role:NAME or internal"),
                             refusal({"access: nobody"}));
        CPPUNIT_ASSERT_EQUAL(std::string("\"acess\" says nothing about a page; write access: user"),
                             refusal({"acess: user"}));
        CPPUNIT_ASSERT(refusal({"access: " + std::string(10000, 'x')}).size() < 200);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PageAccessHppTest);

} // namespace portico
