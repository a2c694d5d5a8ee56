// SPDX-License-Identifier: Apache-2.0
// Misspelled access comments: one that is not understood never makes a page public.
#include "page_access_checks.h"

namespace portico::test {

class PageAccessSlipsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageAccessSlipsTest);
    CPPUNIT_TEST(testSlipsInTheSeparatorAreRefused);
    CPPUNIT_TEST(testSlipsInTheKeyAreRefusedWhereverTheyAre);
    CPPUNIT_TEST(testOtherAlphabetsAreReadAsTheyLook);
    CPPUNIT_TEST(testAccessWithoutItsKeyIsRefused);
    CPPUNIT_TEST(testProseThatMentionsAccessIsRefused);
    CPPUNIT_TEST_SUITE_END();

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
    void testProseThatMentionsAccessIsRefused() {
        mustBeRefused({"how to access the archive", "see: RFC 9457, access: user", "the access: user",
                       "accessible to all, with access by card", "Who has access? Members."});
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PageAccessSlipsTest);

} // namespace portico::test
