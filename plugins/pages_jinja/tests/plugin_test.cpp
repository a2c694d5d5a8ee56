// SPDX-License-Identifier: Apache-2.0
// The plugin through its ABI table: the site that comes with Portico, the paths of pages, folders, guards and changed files.
#include "support/test_pages.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <filesystem>

namespace {

using portico::Value;
using portico::test::Rendered;
using portico::test::ScratchDir;
using portico::test::standardData;
using portico::test::TestHost;
using portico::test::TestPages;
using portico::test::TestPlugin;

class PluginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PluginTest);
    CPPUNIT_TEST(testTheSiteHasItsAddressesAndGuards);
    CPPUNIT_TEST(testEveryPageOfTheSiteRenders);
    CPPUNIT_TEST(testTheHomePageHasTwoFaces);
    CPPUNIT_TEST(testTheLoginShowsItsErrors);
    CPPUNIT_TEST(testTheTemplatesOfTheSeedRender);
    CPPUNIT_TEST(testAddressesComeFromPaths);
    CPPUNIT_TEST(testAnAccessCommentCountsWhereverItIs);
    CPPUNIT_TEST(testWhatIsNoCommentSaysNothing);
    CPPUNIT_TEST(testWhatPlainlyMeansAccessBreaksThePage);
    CPPUNIT_TEST(testALayoutForMembersNeedsAPageForMembers);
    CPPUNIT_TEST(testAPageThatDoesNotSayHasTheAccessOfTheConfiguration);
    CPPUNIT_TEST(testAccessCommentsOfFilesThatAreServedAsTheyAreAreReported);
    CPPUNIT_TEST(testTheFirstFolderWins);
    CPPUNIT_TEST(testWhatIsNoFileClosesThePageThatItStandsFor);
    CPPUNIT_TEST(testAChangedGuardClosesThePageUntilReload);
    CPPUNIT_TEST(testBrokenPagesNameFileAndLine);
    CPPUNIT_TEST(testABrokenPageIsGoodForPluginsWhenItIsMended);
    CPPUNIT_TEST(testFoldersAreChecked);
    CPPUNIT_TEST(testErrorsOfTemplatesNameFileAndLine);
    CPPUNIT_TEST(testValuesArriveAsWhatTheyAre);
    CPPUNIT_TEST_SUITE_END();

    TestHost host_;
    ScratchDir folder_;

    TestPlugin plugin(const std::string& folders) {
        host_.settings["directories"] = folders;
        return TestPlugin(PAGES_JINJA_FILE, host_);
    }
    TestPlugin site() {
        host_.pageDirectories = PAGES_JINJA_SITE;
        return plugin("");
    }
    static TestPages pages(const TestPlugin& plugin) { return TestPages(plugin.provider(PORTICO_PAGES)); }
    static std::string page(const TestPlugin& plugin, std::string_view name, const Value::Map& data = {}) {
        const Rendered rendered = pages(plugin).render(name, data);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(rendered.why, portico_status{PORTICO_OK}, rendered.status);
        return rendered.body;
    }
    static void mustHave(const std::string& body, std::string_view part) {
        CPPUNIT_ASSERT_MESSAGE(std::string(part) + " in " + body, body.find(part) != std::string::npos);
    }
    static void mustNotHave(const std::string& body, std::string_view part) {
        CPPUNIT_ASSERT_MESSAGE(std::string(part) + " in " + body, body.find(part) == std::string::npos);
    }
    std::string refusal(const std::string& folders) {
        try {
            plugin(folders);
        } catch (const portico::Error& error) {
            return error.what();
        }
        return "not refused";
    }
    std::string here() const { return folder_.path().string(); }

public:
    void testTheSiteHasItsAddressesAndGuards() {
        const std::map<std::string, TestPages::Listed> expected{{"/", {"index", ""}},
                                                                {"/private", {"private", "user"}}};
        CPPUNIT_ASSERT(expected == pages(site()).list());
    }
    void testEveryPageOfTheSiteRenders() {
        const TestPlugin plugin = site();
        Value::Map data = standardData("ada@example.org");
        data.push_back({"status", 404});
        data.push_back({"title", "a < b"});
        std::vector<std::string> names{"index", "private", "login"};
        for (const auto& face : std::filesystem::directory_iterator(PAGES_JINJA_SITE "/_errors"))
            names.push_back("_errors/" + face.path().stem().string());
        for (const std::string& name : names) {
            const std::string body = page(plugin, name, data);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("<!doctype html>\n<html lang=\"en\">"), body.substr(0, 32));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("</html>"), body.substr(body.size() - 7));
            mustNotHave(body, "{{");
            mustNotHave(body, "{%");
            mustNotHave(body, "None");
        }
        mustHave(page(plugin, "_errors/default", data), "<h1>a &lt; b</h1>");
    }
    void testTheHomePageHasTwoFaces() {
        const TestPlugin plugin = site();
        const std::string stranger = page(plugin, "index", standardData());
        mustHave(stranger, "You are NOT logged in :(");
        mustHave(stranger, "<body class=\"stranger\">");
        const std::string known = page(plugin, "index", standardData("<ada>"));
        mustHave(known, "Hi &lt;ada&gt;!");
        mustNotHave(known, "NOT logged in");
    }
    void testTheLoginShowsItsErrors() {
        const TestPlugin plugin = site();
        Value::Map data = standardData();
        data.push_back({"username", "a\"b"});
        data.push_back({"errors", Value::List{"Email is required", "A valid password is required"}});
        const std::string body = page(plugin, "login", data);
        mustHave(body, "<p>Email is required</p>\n    <p>A valid password is required</p>");
        mustHave(body, "value=\"a&#34;b\"");
        mustHave(body, "<title>Error: Login · Portico</title>");
    }
    void testTheTemplatesOfTheSeedRender() {
        const TestPlugin plugin = this->plugin(PAGES_JINJA_SEED);
        const auto listed = pages(plugin).list();
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, listed.size());
        mustHave(page(plugin, "index", standardData("user1@gmail.com")), "Hi user1@gmail.com! You are logged in");
        mustHave(page(plugin, "private", standardData("user1@gmail.com")), "<p>Hello user1@gmail.com!</p>");
        mustHave(page(plugin, "login", standardData()), "<a href=\"/auth/logout\">Logout</a>");
    }
    void testAddressesComeFromPaths() {
        for (const char* name : {"index", "news/index", "news/today", "a.b", "_part", "_errors/404", ".hidden",
                                 "x/.y/z", "x/_y", "assets/page", "has space", "{id}", "\xc3\xbc", "a+b/index", "\xff"})
            folder_.write(std::string(name) + ".html", "");
        folder_.write("admin.html", "\n{# access: role:admin #}");
        folder_.write("shown.html", "{#- access: internal -#}");
        folder_.write("readme.txt", "");
        folder_.write("x/assets/deep.html", "{# access: public #}");
        const TestPlugin plugin = this->plugin(here());
        const std::map<std::string, TestPages::Listed> expected{{"/", {"index", ""}},
                                                                {"/news", {"news/index", ""}},
                                                                {"/\xc3\xbc", {"\xc3\xbc", ""}},
                                                                {"/a+b", {"a+b/index", ""}},
                                                                {"/has space", {"has space", ""}},
                                                                {"/a.b", {"a.b", ""}},
                                                                {"/news/today", {"news/today", ""}},
                                                                {"/admin", {"admin", "role:admin"}},
                                                                {"/x/assets/deep", {"x/assets/deep", "public"}}};
        CPPUNIT_ASSERT(expected == pages(plugin).list());
        CPPUNIT_ASSERT(host_.hasLogged("\xff.html: has no address"));
        CPPUNIT_ASSERT(host_.hasLogged("{id}.html: has no address"));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, pages(plugin).render("shown").status);
    }
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
    void testTheFirstFolderWins() {
        folder_.write("own/index.html", "mine {% include '_part.html' %}");
        folder_.write("base/index.html", "{# access: user #}theirs");
        folder_.write("base/other.html", "other {% include '_part.html' %}");
        folder_.write("base/_part.html", "part");
        const TestPlugin plugin = this->plugin(here() + "/own\n" + here() + "/none\n" + here() + "/base");
        CPPUNIT_ASSERT_EQUAL(std::string("mine part"), page(plugin, "index"));
        CPPUNIT_ASSERT_EQUAL(std::string(), pages(plugin).list()["/"].guard);
        folder_.write("own/_part.html", "own part");
        host_.advance(1000);
        CPPUNIT_ASSERT_EQUAL(std::string("other own part"), page(plugin, "other"));
    }
    // The packaged public page of that name was shown instead.
    void testWhatIsNoFileClosesThePageThatItStandsFor() {
        folder_.write("base/index.html", "theirs");
        folder_.write("base/_part.html", "part");
        folder_.write("own/other.html", "{% include '_part.html' %}");
        folder_.write("own/index.html", "{# access: user #}mine");
        const std::string own = here() + "/own/index.html";
        const std::string folders = here() + "/own\n" + here() + "/base";
        const auto mustBeClosed = [&](const TestPlugin& running, const std::string& error) {
            host_.advance(1000);
            const Rendered shown = pages(running).render("index");
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, shown.status);
            mustHave(shown.why, own + error);
            const TestPlugin next = plugin(folders);
            CPPUNIT_ASSERT_EQUAL(own + ": is neither a file nor a link to one", pages(next).list()["/"].fault);
            CPPUNIT_ASSERT_EQUAL(std::string("part"), page(next, "other"));
        };
        const TestPlugin running = plugin(folders);
        std::filesystem::remove(own);
        std::filesystem::create_symlink("nowhere.html", own);
        mustBeClosed(running, " cannot be read: No such file or directory");
        std::filesystem::remove(own);
        std::filesystem::create_symlink("index.html", own);
        mustBeClosed(running, " cannot be read: Too many levels of symbolic links");
        std::filesystem::remove(own);
        std::filesystem::create_directory(own);
        mustBeClosed(running, " is no file");
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
    void testBrokenPagesNameFileAndLine() {
        const std::map<std::string, std::string> broken{
            {"\n{# access: nobody #}",
             ":2: \"nobody\" is not an access rule; write public, user, role:NAME or internal"},
            {"{# access: #}", ":1: \"\" is not an access rule; write public, user, role:NAME or internal"},
            {"{# access: user #}\n{# access: public #}", ":2: a page can declare its access only once"},
            {"{% raw %}\n{# access: user #}\n{% endraw %}", ":2: \"{# access: user #}\" is text, not a comment of the "
                                                            "template, and has no effect; declare in a comment who "
                                                            "may see the page, for example access: public"},
            {"fine\n{% if x %}", ":2: expected 'elif' or 'else' or 'endif' before the end of the template, the 'if' "
                                 "was opened on line 2"}};
        for (const auto& [source, why] : broken) {
            folder_.write("a.html", source);
            CPPUNIT_ASSERT_EQUAL(here() + "/a.html" + why, pages(plugin(here())).list()["/a"].fault);
        }
    }
    void testABrokenPageIsGoodForPluginsWhenItIsMended() {
        folder_.write("a.html", "{% if %}");
        const TestPlugin plugin = this->plugin(here());
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, pages(plugin).render("a").status);
        folder_.write("a.html", "{# access: internal #}mended");
        host_.advance(1000);
        CPPUNIT_ASSERT_EQUAL(std::string("mended"), page(plugin, "a"));
    }
    void testFoldersAreChecked() {
        const std::string setting = "plugins.pages_jinja.directories: ";
        CPPUNIT_ASSERT_EQUAL(setting + "\"pages\" is not an absolute path", refusal("pages"));
        CPPUNIT_ASSERT_EQUAL(setting + "no folder with pages exists; searched: " + here() + "/none",
                             refusal(here() + "/none"));
        CPPUNIT_ASSERT_EQUAL(setting + "no folder with pages exists; searched: none", refusal(""));
    }
    void testErrorsOfTemplatesNameFileAndLine() {
        folder_.write("index.html", "{% include '_part.html' %}");
        folder_.write("_part.html", "\n\n{{ 1 // 0 }}");
        const Rendered rendered = pages(plugin(here())).render("index");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, rendered.status);
        CPPUNIT_ASSERT_EQUAL(std::string("_part.html:3: division by zero"), rendered.why);
    }
    void testValuesArriveAsWhatTheyAre() {
        folder_.write("index.html", "{{ i + 1 }} {{ r }} {{ b is true }} {{ n is none }} {{ t }} {{ l }} {{ m.a.b }}");
        const Value::Map data{{"i", 41},
                              {"r", 1.5},
                              {"b", true},
                              {"n", Value()},
                              {"t", "é<"},
                              {"l", Value::List{1, "x", Value::List{}}},
                              {"m", Value::Map{{"a", Value::Map{{"b", "deep"}}}}}};
        CPPUNIT_ASSERT_EQUAL(std::string("42 1.5 True True é&lt; [1, &#39;x&#39;, []] deep"),
                             page(plugin(here()), "index", data));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PluginTest);

} // namespace
