// SPDX-License-Identifier: Apache-2.0
// The access comment of a page: a comment that is not understood never makes a page public.
#include <portico/page_access.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class PageAccessHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageAccessHppTest);
    CPPUNIT_TEST(testEveryKnownWordIsTaken);
    CPPUNIT_TEST(testAPageThatDoesNotSayHasNoWord);
    CPPUNIT_TEST(testOtherCommentsSayNothing);
    CPPUNIT_TEST(testUnknownWordsAreRefused);
    CPPUNIT_TEST(testSlipsInTheSeparatorAreRefused);
    CPPUNIT_TEST(testSlipsInTheKeyAreRefusedWhereverTheyAre);
    CPPUNIT_TEST(testOtherAlphabetsAreReadAsTheyLook);
    CPPUNIT_TEST(testAccessWithoutItsKeyIsRefused);
    CPPUNIT_TEST(testSlipsBehindAnotherKeyAreRefused);
    CPPUNIT_TEST(testKeysOfAccessAreRefusedWithAnyValue);
    CPPUNIT_TEST(testOtherKeysAreRefusedWithAnAccessWord);
    CPPUNIT_TEST(testRolesOfElementsAreOrdinary);
    CPPUNIT_TEST(testNotesWithAColonSayNothing);
    CPPUNIT_TEST(testProseThatMentionsAccessIsRefused);
    CPPUNIT_TEST(testAccessIsSaidOnce);
    CPPUNIT_TEST(testStatementsOutsideOfCommentsAreRefused);
    CPPUNIT_TEST(testStatementsInCommentsOfOtherLanguagesAreRefused);
    CPPUNIT_TEST(testOtherTextSaysNothing);
    CPPUNIT_TEST(testPiecesOfALineAreReadTogether);
    CPPUNIT_TEST(testWhatALeftOverEndOfACommentCutsOffIsRefused);
    CPPUNIT_TEST(testFilesBesideThePagesAreAskedForCommentsThatClose);
    CPPUNIT_TEST(testStatementsInTagsAreRefused);
    CPPUNIT_TEST(testNamesThatThePageMakesAreNoAccess);
    CPPUNIT_TEST(testLinesOfStyleSheetsAndScriptsAreNoStatements);
    CPPUNIT_TEST(testTextDoesNotCountIfACommentSays);
    CPPUNIT_TEST(testTextThatIsNotUtf8IsRefused);
    CPPUNIT_TEST(testMessagesSayWhereAndWhatToWrite);
    CPPUNIT_TEST(testRolesThatBeginLikeRolesOfElementsAreRefused);
    CPPUNIT_TEST(testOnlyAttributesOfElementsAreOrdinary);
    CPPUNIT_TEST(testKeysOfSeveralWordsAreRefused);
    CPPUNIT_TEST(testHyphensAndSlashesAfterAKeyAreSeparators);
    CPPUNIT_TEST(testEveryLetterOfAKeyIsReadAsItLooks);
    CPPUNIT_TEST(testValuesOfSignsAndLoneWordsAreRefused);
    CPPUNIT_TEST(testWordsThatOnlyResembleAKeyAreOrdinary);
    CPPUNIT_TEST(testLinesThatQualifyAccessAreRefused);
    CPPUNIT_TEST(testLinesAboutOtherThingsSayNothing);
    CPPUNIT_TEST(testOrdinaryCommentsOfHtmlSayNothing);
    CPPUNIT_TEST_SUITE_END();

    static std::string wordOf(std::initializer_list<std::string_view> comments) {
        PageAccess access;
        std::size_t line = 0;
        for (const std::string_view comment : comments) access.read(comment, ++line);
        return access.word();
    }
    static std::string wordOfText(std::string_view text, std::string_view comment = "a note") {
        PageAccess access;
        access.readText(text, 1);
        access.read(comment, 1);
        return access.word();
    }
    template <class Read>
    static std::string refusal(const Read& read) {
        try {
            return "taken as " + read();
        } catch (const PageAccessError& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, error.status());
            return std::to_string(error.line()) + ": " + error.what();
        }
    }
    static void mustBeRefused(std::initializer_list<const char*> comments) {
        for (const char* comment : comments)
            CPPUNIT_ASSERT_THROW_MESSAGE(comment, wordOf({"a note", comment}), PageAccessError);
    }
    static void mayBeWritten(std::initializer_list<const char*> comments) {
        for (const char* comment : comments) CPPUNIT_ASSERT_EQUAL_MESSAGE(comment, std::string(), wordOf({comment}));
    }
    static void mustBeRefusedInText(std::initializer_list<const char*> texts) {
        for (const char* text : texts) CPPUNIT_ASSERT_THROW_MESSAGE(text, wordOfText(text), PageAccessError);
    }
    static void mayBeText(std::initializer_list<const char*> texts) {
        for (const char* text : texts) CPPUNIT_ASSERT_EQUAL_MESSAGE(text, std::string(), wordOfText(text));
    }

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
    // A reload published such a page as a public one.
    void testSlipsInTheSeparatorAreRefused() {
        mustBeRefused({"access = user",
                       "access user",
                       "access; user",
                       "access. user",
                       "access -> user",
                       "access, user",
                       "access\nuser",
                       "access=user",
                       "access|user",
                       "access",
                       "accessuser",
                       "access(user)",
                       "access\xef\xbc\x9auser",
                       "access\xe2\x88\xb6 user",
                       "access\xea\x9e\x89 user",
                       "@access user",
                       "- access: user",
                       "#access: user",
                       "[access: user]",
                       "access: user -->",
                       "-- access: user --"});
    }
    // After a license note, a typo left the page public.
    void testSlipsInTheKeyAreRefusedWhereverTheyAre() {
        mustBeRefused({"acess: user",
                       "Access: User",
                       "ACCESS: USER",
                       "guard: role:admin",
                       "aCCESS: internal",
                       "acces: members",
                       "accesss user",
                       "accses: user",
                       "qccess: everyone",
                       "acsess: user",
                       "accés: user",
                       "Accès: user",
                       "a c c e s s : user",
                       "ac cess: user",
                       "page-access: user",
                       "page_access: user",
                       "pageAccess: admins",
                       "Zugriff: user",
                       "only = user",
                       "acss: user",
                       "access level: user",
                       "Note. Acess: members",
                       "acessuser",
                       "acc\xe2\x80\x8b"
                       "ess: user",
                       "\xef\xbb\xbf"
                       "access: user",
                       "acc\xe9ss: user"});
    }
    void testOtherAlphabetsAreReadAsTheyLook() {
        mustBeRefused({"аccess: user", "ассеss: user", "асс\u0435ѕѕ: us\u0435r", "ａｃｃｅｓｓ： ｕｓｅｒ",
                       "ＡＣＣＥＳＳ＝user", "𝐚𝐜𝐜𝐞𝐬𝐬: user", "ⓐⓒⓒⓔⓢⓢ user", "αccεss: user", "a\u0301ccess: user",
                       "аcсess: membеrs",
                       "\U0001D504\u212D\u212D\U0001D508\U0001D516\U0001D516: \U0001D518\U0001D516\U0001D508\u211C",
                       "\u1D43\u1D9C\u1D9C\u1D49\u02E2\u02E2: user", "🇦🇨🇨🇪🇸🇸: user"});
    }
    void testAccessWithoutItsKeyIsRefused() {
        mustBeRefused({"user", " User ", "(public)", "@internal", "role:admin", "role: admin", "only for role:admin",
                       ": user", "-> role:staff", "members: role:staff", "who: user"});
    }
    // "guard: user" was closed, and "guard: users" was open.
    void testSlipsBehindAnotherKeyAreRefused() {
        mustBeRefused({"guard: users", "visible: usr", "roles: admin", "role: admin, editor", "role = admins only",
                       "Members page. guard: user", "Members page\nguard: internl", "guard: user. Members page",
                       "guard: user; title: x", "allow: user, admin"});
    }
    // Each of these was public: only a few shapes of such a comment were known.
    void testKeysOfAccessAreRefusedWithAnyValue() {
        mustBeRefused({"only for Role:admin", "Members page - guard: user", "guard: users only",
                       "roles: admin editor owner staff writer", "Role=admin"});
        mustBeRefused({"ROLES : staff", "r\u00f4le: admin", "\uff52\uff4f\uff4c\uff45\uff1a admin", "role\u2236 admin",
                       "ro\u200ble: admin"});
        mustBeRefused({"r o l e : admin", "pageRole: admin", "page_role: admin", "required-roles = admin",
                       "roles:\n  - admin\n  - editor"});
        mustBeRefused({"role -> admin", "role \u2192 admin", "role(admin)", "role (\"admin\")", "role \"admin\""});
        mustBeRefused(
            {"{\"role\": \"admin\"}", "gaurd: admin", "g u a r d: admin", "guard(admin)", "title: x, role: admin"});
        mustBeRefused({"title: x | role: admin",
                       "A page for a few people. It shows what they asked for last year; role: admin",
                       "role: button; role: admin", "allow: admin", "allowed: staff"});
        mustBeRefused({"requires: login", "login: required", "auth: basic", "permissions: admin", "restricted: staff"});
    }
    void testOtherKeysAreRefusedWithAnAccessWord() {
        mustBeRefused({"who may see this page: users", "who may see this: users only", "visible: (user)",
                       "who: user | title: x", "for: user & admin", "\u0434\u043b\u044f: user", "who: u s e r",
                       "members: role admin", "guard user", "guard - user", "<guard: user>", "<p>who: user</p>",
                       "guard: <user>"});
    }
    void testRolesOfElementsAreOrdinary() {
        for (const char* comment :
             {"sidebar. role: complementary", "role: navigation", "Role: banner (top)", "role=\"button\"",
              "roles: main, search", "list: role listbox", "<nav role=\"navigation\" class=\"user\">"}) {
            CPPUNIT_ASSERT_EQUAL_MESSAGE(comment, std::string(), wordOf({comment}));
            const std::string html = "<!-- " + std::string(comment) + " -->";
            CPPUNIT_ASSERT_EQUAL_MESSAGE(html, std::string(), wordOfText(html));
        }
        mustBeRefused({"access: navigation", "access role: navigation", "role: navigator"});
        CPPUNIT_ASSERT_EQUAL(std::string("role:navigation"), wordOf({"access: role:navigation"}));
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
    void testProseThatMentionsAccessIsRefused() {
        mustBeRefused({"how to access the archive", "see: RFC 9457, access: user", "the access: user",
                       "accessible to all, with access by card", "Who has access? Members."});
    }
    void testAccessIsSaidOnce() {
        CPPUNIT_ASSERT_EQUAL(std::string("2: a page can declare its access only once"), refusal([] {
                                 return wordOf({"access: user", "access: public"});
                             }));
        CPPUNIT_ASSERT_THROW(wordOf({"access: user", "access: user"}), PageAccessError);
    }
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
    // What stood between was a tag of the template.
    void testPiecesOfALineAreReadTogether() {
        for (const auto& [first, second] :
             std::vector<std::pair<std::string, std::string>>{{"acc", "ess: user"},
                                                              {"x\naccess", " user\ny"},
                                                              {"<!-- acce", "ss: user, nobody else -->"},
                                                              {"<!-- a\nb", "\nguard: user -->"}}) {
            PageAccess access;
            access.readText(first, 4);
            access.readText(second, 4 + static_cast<std::size_t>(first[0] == 'x'));
            CPPUNIT_ASSERT_THROW_MESSAGE(first, access.word(), PageAccessError);
        }
        PageAccess access;
        access.readText("acc", 1);
        access.readText("ess: user", 2);
        CPPUNIT_ASSERT_EQUAL(std::string(), access.word());
    }
    void testWhatALeftOverEndOfACommentCutsOffIsRefused() {
        PageAccess cut, code;
        cut.readText(" for the page, access: user #}secret", 1, "#}");
        CPPUNIT_ASSERT_THROW(cut.word(), PageAccessError);
        code.readText("if (x) { access(user); }}", 1, "}}");
        CPPUNIT_ASSERT_EQUAL(std::string(), code.word());
        PageAccess script;
        script.readText(R"(<script type="application/ld+json">{"a": {"role": "user"}}</script>)", 1, "}}");
        CPPUNIT_ASSERT_EQUAL(std::string(), script.word());
    }
    void testFilesBesideThePagesAreAskedForCommentsThatClose() {
        for (const char* text : {"{# access: user #}x", "<p>\n{# a note #}{# Access: User #}"})
            CPPUNIT_ASSERT_MESSAGE(text, hasClosingComment(text, "{#", "#}"));
        for (const char* text : {"", "{# access: public #}x", "{# a note #} access: user", "{#", "a{#b#}"})
            CPPUNIT_ASSERT_MESSAGE(text, !hasClosingComment(text, "{#", "#}"));
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
    void testStatementsInTagsAreRefused() {
        for (const char* tag : {"access: user", "\nAcess = user", "guard: user", "role: admin"}) {
            PageAccess access;
            access.readTag(tag, 1);
            CPPUNIT_ASSERT_THROW_MESSAGE(tag, access.word(), PageAccessError);
        }
        for (const char* tag : {"user.username", "roles", "<% %>", "access", "page.login"}) {
            PageAccess access;
            access.readTag(tag, 1);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(tag, std::string(), access.word());
        }
    }
    void testNamesThatThePageMakesAreNoAccess() {
        for (const char* name : {"access", "Access", "acess", "ac_cess"}) {
            PageAccess access;
            access.readName(name, 7);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("7: \""),
                                         refusal([&] { return access.word(); }).substr(0, 4));
        }
        for (const char* name : {"content", "access_key", "accept", "process", "success"}) {
            PageAccess access;
            access.readName(name, 7);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string(), access.word());
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
    // Only the first word was looked at: "article-editors" was a role of an element.
    void testRolesThatBeginLikeRolesOfElementsAreRefused() {
        mustBeRefused({"Role: article-editors", "roles: group leaders, admin", "roles: group, admin",
                       "role: main admin", "Role: status-admins only", "role: doc-editors", "role: article_editors",
                       "roles:\n - main", "roles: [main]", "members: role article-editors"});
        mustBeRefusedInText({"<!-- roles: list-admins -->", "<!-- roles: group, admin -->"});
        mayBeWritten({"role: doc-noteref", "role: graphics-symbol", "Role: Banner (top)", "roles: main, search"});
    }
    // Every "<" was taken for an element.
    void testOnlyAttributesOfElementsAreOrdinary() {
        mustBeRefused({"<!-- role=admin -->", "<!-- guard=\"members\" -->", "<!-- requires = login -->",
                       "<-- roles = admin -->", "<% role=admin %>", "<?php role=\"admin\" ?>",
                       "if a<b then role=admin > x", "<!-- \"role\": \"admin\" -->", "<p \"role\": \"admin\">"});
        mayBeWritten({"<p>x</p><div role=\"admin\">", "<a title=\"role: admin\">"});
    }
    // The last word had to be a key exactly.
    void testKeysOfSeveralWordsAreRefused() {
        mustBeRefused({"login_required: true", "auth_required = yes", "role required: admin", "login is required: yes",
                       "require group: staff", "require valid-user: yes", "allowed groups: staff", "allow (who): staff",
                       "protected by: login", "guarded by: auth", "restrict to: staff", "logins: x",
                       "authorization: admin", "permitted: staff"});
        mayBeWritten({"Author: somebody", "Authority: somebody", "the role of the part: it frames the page"});
    }
    void testHyphensAndSlashesAfterAKeyAreSeparators() {
        mustBeRefused({"role - admin", "roles -- admin, editor", "role  -  admin", "role/admin", "role / admin"});
        mustBeRefusedInText({"<!-- role - admin -->"});
        mayBeWritten({"role-names", "from left - to right"});
    }
    // The letters d, g, h, m, q and w of other alphabets were unknown.
    void testEveryLetterOfAKeyIsReadAsItLooks() {
        mustBeRefused({"РЕRМISSION: staff", "AUTН: ja", "ΑUΤΗ: ja", "loɡin: yes", "restricteԁ: x", "reԛuire: x",
                       "alloԝ: x", "ɢᴜᴀʀᴅ: x"});
    }
    void testValuesOfSignsAndLoneWordsAreRefused() {
        mustBeRefused({"login: ✓", "protected: ☑", "USERS", "user only", "internal only"});
        mayBeWritten({"Login:", "use", "used"});
    }
    void testWordsThatOnlyResembleAKeyAreOrdinary() {
        mayBeWritten({"Casserole: recipe", "parole: x", "lifeguard: x", "mudguard: x", "blackguard: x", "note: use",
                      "accesskey = s"});
        mustBeRefused({"accesskey: user", "lifeguard role: x"});
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
CPPUNIT_TEST_SUITE_REGISTRATION(PageAccessHppTest);

} // namespace portico
