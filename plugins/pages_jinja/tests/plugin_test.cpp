// SPDX-License-Identifier: Apache-2.0
// The plugin through its ABI table: the site that comes with Portico, the paths of pages, folders and changed files.
#include "plugin_fixture.h"

#include <filesystem>

namespace {

using pages_jinja_tests::PluginFixture;
using portico::Value;
using portico::test::Rendered;
using portico::test::standardData;
using portico::test::TestPages;
using portico::test::TestPlugin;

class PluginTest : public PluginFixture {
    CPPUNIT_TEST_SUITE(PluginTest);
    CPPUNIT_TEST(testTheSiteHasItsAddressesAndGuards);
    CPPUNIT_TEST(testEveryPageOfTheSiteRenders);
    CPPUNIT_TEST(testTheHomePageHasTwoFaces);
    CPPUNIT_TEST(testTheLoginShowsItsErrors);
    CPPUNIT_TEST(testTheTemplatesOfTheSeedRender);
    CPPUNIT_TEST(testAddressesComeFromPaths);
    CPPUNIT_TEST(testTheFirstFolderWins);
    CPPUNIT_TEST(testWhatIsNoFileClosesThePageThatItStandsFor);
    CPPUNIT_TEST(testBrokenPagesNameFileAndLine);
    CPPUNIT_TEST(testABrokenPageIsGoodForPluginsWhenItIsMended);
    CPPUNIT_TEST(testFoldersAreChecked);
    CPPUNIT_TEST(testErrorsOfTemplatesNameFileAndLine);
    CPPUNIT_TEST(testValuesArriveAsWhatTheyAre);
    CPPUNIT_TEST_SUITE_END();

    TestPlugin site() {
        host_.pageDirectories = PAGES_JINJA_SITE;
        return plugin("");
    }
    std::string refusal(const std::string& folders) {
        try {
            plugin(folders);
        } catch (const portico::Error& error) {
            return error.what();
        }
        return "not refused";
    }

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
