// SPDX-License-Identifier: Apache-2.0
// What the template language leaves around comments: text in pieces, ends of comments left over, tags and the names that they
// bind.
#include "page_access_checks.h"

namespace portico::test {

class PageAccessTemplateTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PageAccessTemplateTest);
    CPPUNIT_TEST(testPiecesOfALineAreReadTogether);
    CPPUNIT_TEST(testWhatALeftOverEndOfACommentCutsOffIsRefused);
    CPPUNIT_TEST(testFilesBesideThePagesAreAskedForCommentsThatClose);
    CPPUNIT_TEST(testStatementsInTagsAreRefused);
    CPPUNIT_TEST(testNamesThatThePageMakesAreNoAccess);
    CPPUNIT_TEST_SUITE_END();

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
};
CPPUNIT_TEST_SUITE_REGISTRATION(PageAccessTemplateTest);

} // namespace portico::test
