// SPDX-License-Identifier: Apache-2.0
// Text outside of the comments of the template, such as comments of HTML: it matters only in a page without an access comment.
#include "page_access_checks.h"

namespace portico::test {

class PageAccessTextTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageAccessTextTest);
    CPPUNIT_TEST(testStatementsOutsideOfCommentsAreRefused);
    CPPUNIT_TEST(testStatementsInCommentsOfOtherLanguagesAreRefused);
    CPPUNIT_TEST(testOtherTextSaysNothing);
    CPPUNIT_TEST(testLinesOfStyleSheetsAndScriptsAreNoStatements);
    CPPUNIT_TEST(testTextDoesNotCountIfACommentSays);
    CPPUNIT_TEST(testTextThatIsNotUtf8IsRefused);
    CPPUNIT_TEST(testLinesThatQualifyAccessAreRefused);
    CPPUNIT_TEST(testLinesAboutOtherThingsSayNothing);
    CPPUNIT_TEST(testOrdinaryCommentsOfHtmlSayNothing);
    CPPUNIT_TEST_SUITE_END();

    void testStatementsOutsideOfCommentsAreRefused() {
        for (const char* text :
             {"<!-- access: user -->", "<p><!--access: role:night-shift--></p>", "{! access: user !}",
              "{# access: user }", "---\ntitle: x\naccess: user\n---\n", "// access = members", "/* Access: User */",
              "a <!-- b --> <!-- acess user", "x\r\n  access: role:admin\r\n", "access: user", "{x# access: user #}",
              "# acsess: user", "access user",
              // these were longer than what was looked at, or on two lines
              "<!-- access: user. Members only, no strangers please -->", "<!-- title: Members; access: user -->",
              "<!-- Access: only for the members of the club, by decision of the board -->",
              "<!--\n title: x\n access: user, "
              "and nobody else at all\n-->",
              "<!-- a page\n; access: user\n-->", "<!-- role:admin -->", "access:\n  - user",
              "access: user, by decision of the board last year",
              "// Acces = members of the club, and nobody else at all"})
            CPPUNIT_ASSERT_THROW_MESSAGE(text, wordOfText(text), PageAccessError);
        CPPUNIT_ASSERT_EQUAL_MESSAGE("line", std::string("3: "),
                                     refusal([] { return wordOfText("\n\n<!-- access: user -->\n"); }).substr(0, 3));
    }
    // Authors of other template languages write these.
    void testStatementsInCommentsOfOtherLanguagesAreRefused() {
        for (const char* text : {"<!-- role: admin -->",
                                 "<!-- roles: admin, editor -->",
                                 "<!-- guard: user -->",
                                 "<!--guard:user-->",
                                 "<!-- Role:admin -->",
                                 "<!-- pageRoles = admin -->",
                                 "<!-- guard(user) -->",
                                 "<!--\n title: x\n role: admin\n-->",
                                 "<!-- role: admin",
                                 "<!-- requires: login -->",
                                 "<!-- to all. Access: members -->",
                                 "<!-- a --> <!-- <p>guard: user</p> -->",
                                 "<p>\n{# guard: user #}",
                                 "{# a note #}{# role: admin #}",
                                 "x {{! guard: user }} y",
                                 "<%# guard: user %>",
                                 "<%-- role: admin --%>",
                                 "{% comment %}access: user{% endcomment %}",
                                 "{% comment %}role: admin{% endcomment %}",
                                 "{% set access = 'user' %}",
                                 "<#-- role: admin -->",
                                 "@* role: admin *@",
                                 "#* guard: user *#",
                                 "## role: admin"})
            CPPUNIT_ASSERT_THROW_MESSAGE(text, wordOfText(text), PageAccessError);
    }
    void testOtherTextSaysNothing() {
        for (const char* text : {"<p>You are logged in, so you can access the private page.</p>",
                                 "<!-- access keys come last -->",
                                 "access",
                                 "user",
                                 "<li>access</li>\n<li>user</li>",
                                 "<b>access:</b> user accounts",
                                 "<!-- Accessibility: skip link -->",
                                 "<p>access: by train, by bus, or on foot from the square</p>",
                                 "access to the hall is by the stairs: mind the step",
                                 "Accessible: yes, with a lift at the back",
                                 "Access keys: none of the pages has one, since browsers differ",
                                 "<!-- how users access the archive: by the menu -->",
                                 "<!-- user -->",
                                 "Success: you are in",
                                 "<!-- this page explains access to the archive -->",
                                 "<!-- Header: user menu -->",
                                 "<!-- id: user-menu -->",
                                 "<!-- Login (modal) -->",
                                 "<!-- <option>Role</option> -->",
                                 "<!-- <label for=\"user\">User</label> <input id=\"user\" name=\"user\"> -->",
                                 "Role: engineer",
                                 "<p>guard: the man at the door</p>",
                                 "{#nav{role: x}",
                                 "a {{! b",
                                 "{\"@type\": \"x\", \"role\": \"user\"}"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(), wordOfText(text));
    }
    void testLinesOfStyleSheetsAndScriptsAreNoStatements() {
        for (const char* text :
             {"<style>\n.access:hover { color: red }\n</style>", "<SCRIPT defer>\naccess = user;\n</script>",
              "<style></style><script>\naccess: true,\n</script>"}) {
            PageAccess access;
            access.readText(text, 1);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(), access.word());
        }
        for (const char* text :
             {"<style>\n</style>\naccess: user", "<script></script>\naccess = user", "access: user\n<style>",
              // these were code up to the end of the page
              "<!-- <style> -->\naccess: user", "<svg><style/></svg>\naccess: user",
              "<p title=\"<script\">\naccess: user", "<!-- <style> -->\naccess: user\n<style>\n</style>"}) {
            PageAccess access;
            access.readText(text, 1);
            CPPUNIT_ASSERT_THROW_MESSAGE(text, access.word(), PageAccessError);
        }
    }
    // A page that shows such a line on purpose needs an access comment.
    void testTextDoesNotCountIfACommentSays() {
        CPPUNIT_ASSERT_EQUAL(std::string("public"), wordOfText("write\n{# access: user #}\n", "access: public"));
    }
    void testTextThatIsNotUtf8IsRefused() {
        using namespace std::string_literals;
        CPPUNIT_ASSERT_THROW(wordOfText("{\0#\0 \0a\0c\0c\0e\0s\0s\0"s, "access: public"), PageAccessError);
    }
    void testLinesThatQualifyAccessAreRefused() {
        mustBeRefusedInText({"page_access: user", "page-access: user", "Page access: user", "required_access: user",
                             "page.access = \"user\"", "access level: user", "access role: admin", "access user only",
                             "access -> user", "a c c e s s: user"});
    }
    void testLinesAboutOtherThingsSayNothing() {
        mayBeText({"<a href=\"/\"\n  accesskey=\"s\"\n>", "Access rules", "Access roles", "Access for users",
                   "access to the public library", "access to the user forum.", "Access used to be free",
                   "Access | Hotel", "Access – Hotel", "Access & Arrival", "access (key)",
                   "\"accessToken\": \"abc123\"", "Internet access: by the hour"});
    }
    // Any key and an access word broke the page.
    void testOrdinaryCommentsOfHtmlSayNothing() {
        mayBeText({"<!-- ko foreach: users -->", "<!-- Icon: user -->", "<!-- Section: Users -->", "<!-- Tip: use -->",
                   "<!-- Page -> uses -->", "<!-- Cache-Control: public -->", "<!-- <a href=\"#\">&nbsp;User</a> -->",
                   "<!-- Login form: start -->"});
        mustBeRefusedInText({"{# who: user }\n{# for: public #}"});
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PageAccessTextTest);

} // namespace portico::test
