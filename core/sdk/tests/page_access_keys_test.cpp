// SPDX-License-Identifier: Apache-2.0
// Comments with another key than "access": keys of access such as "guard" and "roles", and ordinary ones such as the role of an
// element.
#include "page_access_checks.h"

namespace portico::test {

class PageAccessKeysTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageAccessKeysTest);
    CPPUNIT_TEST(testSlipsBehindAnotherKeyAreRefused);
    CPPUNIT_TEST(testKeysOfAccessAreRefusedWithAnyValue);
    CPPUNIT_TEST(testOtherKeysAreRefusedWithAnAccessWord);
    CPPUNIT_TEST(testRolesOfElementsAreOrdinary);
    CPPUNIT_TEST(testRolesThatBeginLikeRolesOfElementsAreRefused);
    CPPUNIT_TEST(testOnlyAttributesOfElementsAreOrdinary);
    CPPUNIT_TEST(testKeysOfSeveralWordsAreRefused);
    CPPUNIT_TEST(testHyphensAndSlashesAfterAKeyAreSeparators);
    CPPUNIT_TEST(testEveryLetterOfAKeyIsReadAsItLooks);
    CPPUNIT_TEST(testValuesOfSignsAndLoneWordsAreRefused);
    CPPUNIT_TEST(testWordsThatOnlyResembleAKeyAreOrdinary);
    CPPUNIT_TEST_SUITE_END();

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
};
CPPUNIT_TEST_SUITE_REGISTRATION(PageAccessKeysTest);

} // namespace portico::test
