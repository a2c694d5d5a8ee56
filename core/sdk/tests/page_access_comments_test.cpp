// SPDX-License-Identifier: Apache-2.0
// Comments that declare the access of a page, and comments that say nothing about it.
#include "page_access_checks.h"

namespace portico::test {

class PageAccessCommentsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageAccessCommentsTest);
    CPPUNIT_TEST(testEveryKnownWordIsTaken);
    CPPUNIT_TEST(testAPageThatDoesNotSayHasNoWord);
    CPPUNIT_TEST(testOtherCommentsSayNothing);
    CPPUNIT_TEST(testUnknownWordsAreRefused);
    CPPUNIT_TEST(testNotesWithAColonSayNothing);
    CPPUNIT_TEST(testAccessIsSaidOnce);
    CPPUNIT_TEST(testMessagesSayWhereAndWhatToWrite);
    CPPUNIT_TEST_SUITE_END();

    void testEveryKnownWordIsTaken() {
        for (const char* word : {"public", "user", "internal", "role:admin", "role:night-shift2"}) {
            CPPUNIT_ASSERT_EQUAL(std::string(word), wordOf({"a note", " access:\t" + std::string(word) + "\n"}));
            CPPUNIT_ASSERT_EQUAL(std::string(word), wordOf({"\r\naccess :" + std::string(word)}));
        }
    }
    // Not "public": the configuration decides about pages without an access comment.
    void testAPageThatDoesNotSayHasNoWord() {
        CPPUNIT_ASSERT_EQUAL(std::string(), wordOf({}));
        CPPUNIT_ASSERT_EQUAL(std::string(), wordOf({"a note"}));
    }
    void testOtherCommentsSayNothing() {
        for (const char* comment : {"",
                                    ":",
                                    " \n ",
                                    "The frame of every page: head, body, end.",
                                    "Copyright: somebody",
                                    "the current user",
                                    "owner: nobody",
                                    "accessible names for every control",
                                    "Accessibility: skip links",
                                    "inaccessible",
                                    "our accessories",
                                    "across the address of the process",
                                    "success",
                                    "Success: a green box",
                                    "the user: name and roles",
                                    "role of the box: alert",
                                    "日本語のコメント",
                                    "процесс: успех",
                                    "assess the excess",
                                    "a public holiday",
                                    "internal links come last",
                                    "the super-user",
                                    "end-user",
                                    "for the user/admin"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(comment, std::string(), wordOf({comment}));
    }
    void testUnknownWordsAreRefused() {
        mustBeRefused({"access:", "access: users", "access: User", "access: user, admin",
                       "access: role:", "access: role:Admin", "access: role:a b", "access : everybody", "access: user.",
                       "access: \"user\"", "access: user access: user", "access:: user", "access: role: admin",
                       "access: us\xc2\xad"
                       "er",
                       "access:\xc2\xa0user"});
    }
    void testNotesWithAColonSayNothing() {
        for (const char* comment :
             {"Note: public holidays are below", "Note: user names are escaped", "Links: internal ones come last",
              "<p class=\"user\">hello</p>", "<a href=\"mailto:user@example.org\">x</a>",
              "<a class=\"x\" href=\"/login\">Login</a>", "<input name=\"role\" required>",
              "the \"role\" attribute of the box", "Login (a form)", "the user\u2019s role\u2019s name",
              "Rule: no script", "process: parole", "Control: one button", "Title: Login",
              "the role of this part: it frames the page"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(comment, std::string(), wordOf({comment}));
    }
    void testAccessIsSaidOnce() {
        CPPUNIT_ASSERT_EQUAL(std::string("2: a page can declare its access only once"), refusal([] {
                                 return wordOf({"access: user", "access: public"});
                             }));
        CPPUNIT_ASSERT_THROW(wordOf({"access: user", "access: user"}), PageAccessError);
    }
    void testMessagesSayWhereAndWhatToWrite() {
        CPPUNIT_ASSERT_EQUAL(
            std::string("1: \"nobody\" is not an access rule; write public, user, role:NAME or internal"),
            refusal([] { return wordOf({"access: nobody"}); }));
        CPPUNIT_ASSERT_EQUAL(
            std::string(
                "2: \"acess: user\" looks like a misspelled access comment; write exactly "
                "access: WORD, where WORD is public, user, role:NAME or internal, or do not mention access here"),
            refusal([] {
                return wordOf({"a note", " acess: user "});
            }));
        CPPUNIT_ASSERT_EQUAL(
            std::string("1: \"<!-- access: user -->\" is text, not a comment of the template, and has "
                        "no effect; declare in a comment who may see the page, for example access: public"),
            refusal([] { return wordOfText(" <!-- access: user -->"); }));
        CPPUNIT_ASSERT(refusal([] { return wordOf({"access: " + std::string(10000, 'x')}); }).size() < 300);
        CPPUNIT_ASSERT(refusal([] { return wordOf({"access " + std::string(10000, 'x')}); }).size() < 300);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PageAccessCommentsTest);

} // namespace portico::test
