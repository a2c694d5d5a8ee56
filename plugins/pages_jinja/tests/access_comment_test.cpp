// SPDX-License-Identifier: Apache-2.0
// Access comments through the ABI table of the plugin: which count, what breaks a page, and the pages that use other pages.
#include "plugin_fixture.h"

namespace {

using pages_jinja_tests::PluginFixture;
using portico::test::Rendered;
using portico::test::TestPages;
using portico::test::TestPlugin;

class AccessCommentTest : public PluginFixture {
    CPPUNIT_TEST_SUITE(AccessCommentTest);
    CPPUNIT_TEST(testAnAccessCommentCountsWhereverItIs);
    CPPUNIT_TEST(testWhatIsNoCommentSaysNothing);
    CPPUNIT_TEST(testWhatPlainlyMeansAccessBreaksThePage);
    CPPUNIT_TEST(testALayoutForMembersNeedsAPageForMembers);
    CPPUNIT_TEST(testAPageThatDoesNotSayHasTheAccessOfTheConfiguration);
    CPPUNIT_TEST(testAccessCommentsOfFilesThatAreServedAsTheyAreAreReported);
    CPPUNIT_TEST(testAChangedGuardClosesThePageUntilReload);
    CPPUNIT_TEST_SUITE_END();

    void testAnAccessCommentCountsWhereverItIs() {
        folder_.write("_layout.html", "{# access: role:nobody #}{% block b %}{% endblock %}");
        folder_.write("late.html", "{% extends '_layout.html' %}\n{# a note: here #}\n{# access: user #}\n");
        folder_.write("inside.html", "{% block b %}{# access: role:staff #}{% endblock %}");
        auto listed = pages(plugin(here())).list();
        CPPUNIT_ASSERT_EQUAL(std::string("user"), listed["/late"].guard);
        CPPUNIT_ASSERT_EQUAL(std::string("role:staff"), listed["/inside"].guard);
    }
    void testWhatIsNoCommentSaysNothing() {
        folder_.write("shows.html",
                      "{# access: public #}{% raw %}\n{# access: user #}\n{% endraw %}<!-- access: user -->");
        folder_.write("tag.html", "{{ '{# access: user #}' }}{# owner: nobody #}");
        auto listed = pages(plugin(here())).list();
        CPPUNIT_ASSERT(listed["/shows"] == (TestPages::Listed{"shows", "public"}));
        CPPUNIT_ASSERT(listed["/tag"] == (TestPages::Listed{"tag", ""}));
    }
    // Each of these was published as a page without an access comment.
    void testWhatPlainlyMeansAccessBreaksThePage() {
        for (const char* source :
             {"{% set access = 'user' %}", "{% set access %}user{% endset %}",
              "{% with x=1, access='user' %}{% endwith %}", "{% block access %}user{% endblock %}",
              "{% set Acess='user' -%}", "acc{# x #}ess: user", "{# a note {# x #} for the page, access: user #}",
              "access: {# x #}user, and nobody else in the world",
              // only what a set, with or block tag defines was looked at
              "{% macro access() %}{% endmacro %}", "{% macro m(x, access=1) %}{% endmacro %}",
              "{% for access in ['user'] %}{% endfor %}", "{% for x, (y, access) in [] %}{% endfor %}",
              "{% import '_e.html' as access %}", "{% from 'x' import a as access %}", "{% from 'x' import access %}",
              "{% from 'x' import a, b as access with context %}", "{% set title, (y, access) = 1, (2, 3) %}",
              "{% set x = namespace() %}{% set x.access = 'user' %}", "{% set x = namespace(access='user') %}",
              "{% if x %}{% set access = 'user' %}{% endif %}",
              "{% set x %}{% block access %}{% endblock %}{% endset %}", "{% call(access) m() %}{% endcall %}",
              "{% with (access, x) = (1, 2) %}{% endwith %}",
              "{% for x in [] %}{% else %}{% for access in x %}{% endfor %}{% endfor %}", "{{ x(access='user') }}",
              // comments of HTML, and of other template languages
              "<!-- role: admin -->", "<!-- roles: admin, editor -->", "<!-- guard: user -->",
              "<!-- {{ site.name }}\n{{ site.name }} guard: user -->", "<!-- ro{# x #}le: admin -->",
              "{% raw %}{{! guard: user }}{% endraw %}"}) {
            folder_.write("a.html", source);
            mustHave(pages(plugin(here())).list()["/a"].fault, "declare in a comment who may see the page");
        }
        for (const char* source :
             {"{# only for Role:admin #}", "{# Members page - guard: user #}", "{# guard: users only #}",
              "{#- roles: admin editor owner staff writer -#}", "<p>\n{# requires: login #}"}) {
            folder_.write("a.html", source);
            mustHave(pages(plugin(here())).list()["/a"].fault, "looks like a misspelled access comment");
        }
        for (const char* source : {"{% set x = access %}", "{% block content %}{{ access }}{% endblock %}",
                                   "{# sidebar. role: complementary #}<!-- role: navigation -->",
                                   "{% for role in user.roles %}{{ role }}{% endfor %}{% set guard = 1 %}",
                                   "<style>\n.access:hover {}\n</style><script>\naccess: true,\n</script>",
                                   "<!-- roles of the visitor: {{ user.roles }} -->", "{% set key = {'access': 1} %}",
                                   "{% if access == 'user' %}{% endif %}"}) {
            folder_.write("a.html", source);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(source, std::string(), pages(plugin(here())).list()["/a"].fault);
        }
    }
    void testALayoutForMembersNeedsAPageForMembers() {
        folder_.write("_layout.html", "{# access: user #}<{% block b %}{% endblock %}>");
        folder_.write("open.html", "{% extends '_layout.html' %}{% block b %}secret{% endblock %}");
        folder_.write("members.html",
                      "{# access: user #}{% extends '_layout.html' %}{% block b %}secret{% endblock %}");
        folder_.write("import.html", "{% import '_layout.html' as it %}{{ it }}");
        const TestPlugin plugin = this->plugin(here());
        for (const char* name : {"open", "import"}) {
            const Rendered open = pages(plugin).render(name);
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, open.status);
            mustHave(open.why,
                     std::string(name) + ".html:1: \"_layout.html\" has access: user, and the page that uses it");
        }
        CPPUNIT_ASSERT_EQUAL(std::string("<secret>"), page(plugin, "members"));
    }
    // A public page that included a page without a comment showed it to anonymous visitors, on a site for members.
    void testAPageThatDoesNotSayHasTheAccessOfTheConfiguration() {
        folder_.write("silent.html", "secret {% include '_part.html' %}");
        folder_.write("_part.html", "part");
        folder_.write("open.html", "{# access: public #}{% include 'silent.html' %}");
        folder_.write("extends.html", "{# access: role:other #}{% extends './silent.html' %}");
        folder_.write("too.html", "{% include 'silent.html' %}");
        folder_.write("members.html", "{# access: user #}{% include 'silent.html' %}");
        CPPUNIT_ASSERT_EQUAL(std::string("secret part"), page(plugin(here()), "open"));
        host_.defaultAccess = "user";
        const TestPlugin closed = plugin(here());
        for (const char* name : {"open", "extends"}) {
            const Rendered shown = pages(closed).render(name);
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, shown.status);
            mustHave(shown.why, "\"silent.html\" has access: user, and the page that uses it does not");
            mustNotHave(shown.body, "secret");
        }
        for (const char* name : {"too", "members"})
            CPPUNIT_ASSERT_EQUAL(std::string("secret part"), page(closed, name));
    }
    void testAccessCommentsOfFilesThatAreServedAsTheyAreAreReported() {
        folder_.write("index.html", "");
        for (const char* name : {"assets/members", "_root/deep/members"})
            folder_.write(std::string(name) + ".html", "{# access: user #}secret");
        folder_.write("assets/open.html", "{# access: public #}{% if %}");
        const TestPlugin plugin = this->plugin(here());
        CPPUNIT_ASSERT(host_.hasLogged("/assets/members.html: is served to everyone as it is"));
        CPPUNIT_ASSERT(host_.hasLogged("/_root/deep/members.html: is served to everyone as it is"));
        CPPUNIT_ASSERT(!host_.hasLogged("open.html"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, pages(plugin).list().size());
    }
    void testAChangedGuardClosesThePageUntilReload() {
        folder_.write("news.html", "open");
        const TestPlugin plugin = this->plugin(here());
        folder_.write("news.html", "{# access: user #}secret");
        host_.advance(1000);
        const Rendered rendered = pages(plugin).render("news");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, rendered.status);
        CPPUNIT_ASSERT_MESSAGE(rendered.why, rendered.whyHas("is \"user\" now: reload the server"));
        CPPUNIT_ASSERT_EQUAL(std::string(), rendered.body);
        CPPUNIT_ASSERT_EQUAL(std::string("secret"), page(this->plugin(here()), "news"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AccessCommentTest);

} // namespace
