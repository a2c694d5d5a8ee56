// SPDX-License-Identifier: Apache-2.0
// The plugin through its ABI table: the site that comes with it, the paths of pages, folders, guards and changed files.
#include "support/shortage.h"
#include "support/test_pages.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>

namespace pages_mustache {

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
    CPPUNIT_TEST(testTheHomePageHasTwoFaces);
    CPPUNIT_TEST(testThePrivatePageGreets);
    CPPUNIT_TEST(testTheLoginShowsItsErrors);
    CPPUNIT_TEST(testEveryErrorFaceRenders);
    CPPUNIT_TEST(testTheSiteMapMarksThePageShown);
    CPPUNIT_TEST(testEveryPageBeginsAndEndsAsADocument);
    CPPUNIT_TEST(testAddressesComeFromPaths);
    CPPUNIT_TEST(testAccessCommentsOfFilesThatAreServedAsTheyAreAreReported);
    CPPUNIT_TEST(testTheFirstFolderWins);
    CPPUNIT_TEST(testShortageOfDescriptorsIsNoFaultOfThePage);
    CPPUNIT_TEST(testAFolderThatComesFirstCanStepInWhileRunning);
    CPPUNIT_TEST(testWhatIsNoFileClosesThePageThatItStandsFor);
    CPPUNIT_TEST(testAChangedGuardClosesThePageUntilReload);
    CPPUNIT_TEST(testStatementsInTagsAndTextBreakThePage);
    CPPUNIT_TEST(testWhatPlainlyMeansAccessBreaksThePage);
    CPPUNIT_TEST(testFoldersAreChecked);
    CPPUNIT_TEST(testNamesThatLeaveTheFolderAreNotFound);
    CPPUNIT_TEST_SUITE_END();

    TestHost host_;
    ScratchDir folder_;

    TestPlugin plugin(const std::string& folders) {
        host_.settings["directories"] = folders;
        return TestPlugin(PAGES_MUSTACHE_FILE, host_);
    }
    TestPlugin site() {
        host_.pageDirectories = PAGES_MUSTACHE_SITE;
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

    void testTheSiteHasItsAddressesAndGuards() {
        const std::map<std::string, TestPages::Listed> expected{{"/", {"index", ""}},
                                                                {"/private", {"private", "user"}}};
        CPPUNIT_ASSERT(expected == pages(site()).list());
    }
    void testTheHomePageHasTwoFaces() {
        const TestPlugin plugin = site();
        const std::string stranger = page(plugin, "index", standardData());
        mustHave(stranger, "<h1>Home page 🏡</h1>");
        mustHave(stranger, "You are NOT logged in :(");
        mustHave(stranger, "<body class=\"stranger\">");
        mustNotHave(stranger, "You are logged in");
        const std::string known = page(plugin, "index", standardData("ada@example.org"));
        mustHave(known, "You are logged in :)");
        mustHave(known, "Hi ada@example.org!");
        mustNotHave(known, "NOT logged in");
    }
    void testThePrivatePageGreets() {
        const std::string body = page(site(), "private", standardData("ada@example.org"));
        mustHave(body, "<title>Private Page · Portico</title>");
        mustHave(body, "<p>Hello ada@example.org!</p>");
        mustHave(body, "Welcome to this private page. You can only see if you are logged in!");
    }
    void testShortageOfDescriptorsIsNoFaultOfThePage() {
        folder_.write("index.mustache", "home");
        const TestPlugin plugin = this->plugin(here());
        host_.advance(10000); // so that the file is looked at again
        folder_.write("index.mustache", "new home");
        const portico::test::NoDescriptors none;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, pages(plugin).render("index").status);
    }
    void testTheLoginShowsItsErrors() {
        const TestPlugin plugin = site();
        Value::Map data = standardData();
        data.push_back({"action", "/auth/login"});
        data.push_back({"username", ""});
        data.push_back({"next", ""});
        data.push_back({"errors", Value::List{}});
        const std::string fresh = page(plugin, "login", data);
        mustHave(fresh, "<h1>Login 🫥</h1>");
        mustHave(fresh, "name=\"next\" value=\"/\"");
        mustHave(fresh, "name=\"csrf_token\" value=\"token-1\"");
        mustNotHave(fresh, "role=\"alert\"");
        data[7].value = "a\"b";
        data[9].value = Value::List{"Email is required", "A valid password is required"};
        const std::string again = page(plugin, "login", data);
        mustHave(again, "<p>Email is required</p>\n    <p>A valid password is required</p>");
        mustHave(again, "value=\"a&quot;b\"");
        mustHave(again, "<title>Error: Login · Portico</title>");
    }
    void testEveryErrorFaceRenders() {
        const TestPlugin plugin = site();
        Value::Map data = standardData();
        data.push_back({"status", 404});
        data.push_back({"title", "Not Found"});
        for (const auto& face : std::filesystem::directory_iterator(PAGES_MUSTACHE_SITE "/_errors")) {
            const std::string body = page(plugin, "_errors/" + face.path().stem().string(), data);
            mustHave(body, "<code>abc123</code>");
            mustHave(body, "</html>");
        }
        mustHave(page(plugin, "_errors/404", data), "There is nothing here 🧭");
        mustHave(page(plugin, "_errors/default", data), "<h1>Not Found</h1>");
    }
    void testTheSiteMapMarksThePageShown() {
        const TestPlugin plugin = site();
        mustHave(page(plugin, "index", standardData()), "<a href=\"/\" aria-current=\"page\">Home</a>");
        mustHave(page(plugin, "private", standardData()), "<a href=\"/private\" aria-current=\"page\">Private</a>");
        mustHave(page(plugin, "private", standardData()), "<a href=\"/\">Home</a>");
    }
    void testEveryPageBeginsAndEndsAsADocument() {
        const TestPlugin plugin = site();
        for (const char* name : {"index", "private", "login", "_errors/403", "_errors/default"}) {
            const std::string body = page(plugin, name, standardData());
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("<!doctype html>\n<html lang=\"en\">"), body.substr(0, 32));
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, std::string("</html>\n"), body.substr(body.size() - 8));
            mustNotHave(body, "{{");
            mustNotHave(body, "\n\n");
        }
    }
    void testAddressesComeFromPaths() {
        for (const char* name : {"index", "news/index", "news/today", "a.b", "_part", "_errors/404", ".hidden",
                                 "x/.y/z", "x/_y", "assets/page", "has space", "{id}", "\xc3\xbc", "a+b/index", "\xff"})
            folder_.write(std::string(name) + ".mustache", "");
        folder_.write("admin.mustache", "<!-- -->{{! access: role:admin }}");
        folder_.write("shown.mustache", "\n{{! access: internal }}");
        folder_.write("readme.txt", "");
        folder_.write("x/assets/deep.mustache", "{{! access: public }}");
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
        CPPUNIT_ASSERT(host_.hasLogged("\xff.mustache: has no address"));
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, pages(plugin).render("shown").status);
    }
    void testAccessCommentsOfFilesThatAreServedAsTheyAreAreReported() {
        folder_.write("index.mustache", "");
        folder_.write("assets/deep/members.mustache", "{{! access: user }}secret");
        const TestPlugin plugin = this->plugin(here());
        CPPUNIT_ASSERT(host_.hasLogged("/assets/deep/members.mustache: is served to everyone as it is"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, pages(plugin).list().size());
    }
    void testTheFirstFolderWins() {
        folder_.write("own/index.mustache", "mine {{> _part}}");
        folder_.write("base/index.mustache", "{{! access: user }}theirs");
        folder_.write("base/other.mustache", "other {{> _part}}");
        folder_.write("base/_part.mustache", "part");
        const TestPlugin plugin = this->plugin(here() + "/own\n" + here() + "/none\n" + here() + "/base");
        CPPUNIT_ASSERT_EQUAL(std::string("mine part"), page(plugin, "index"));
        CPPUNIT_ASSERT_EQUAL(std::string("other part"), page(plugin, "other"));
        CPPUNIT_ASSERT_EQUAL(std::string(), pages(plugin).list()["/"].guard);
    }
    void testAFolderThatComesFirstCanStepInWhileRunning() {
        folder_.write("base/index.mustache", "{{> _part}}");
        folder_.write("base/_part.mustache", "theirs");
        folder_.write("own/readme", "");
        const TestPlugin plugin = this->plugin(here() + "/own\n" + here() + "/base");
        CPPUNIT_ASSERT_EQUAL(std::string("theirs"), page(plugin, "index"));
        folder_.write("own/_part.mustache", "mine");
        host_.advance(1000);
        CPPUNIT_ASSERT_EQUAL(std::string("mine"), page(plugin, "index"));
        std::filesystem::remove(folder_.path() / "own/_part.mustache");
        host_.advance(1000);
        CPPUNIT_ASSERT_EQUAL(std::string("theirs"), page(plugin, "index"));
    }
    // The packaged public page of that name was shown instead.
    void testWhatIsNoFileClosesThePageThatItStandsFor() {
        folder_.write("base/index.mustache", "theirs");
        folder_.write("own/index.mustache", "{{! access: user }}mine");
        const std::string own = here() + "/own/index.mustache";
        const std::string folders = here() + "/own\n" + here() + "/base";
        const auto mustBeClosed = [&](const TestPlugin& running, const std::string& error) {
            host_.advance(1000);
            const Rendered shown = pages(running).render("index");
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, shown.status);
            mustHave(shown.why, own + error);
            CPPUNIT_ASSERT_EQUAL(own + ": is neither a file nor a link to one",
                                 pages(plugin(folders)).list()["/"].fault);
        };
        const TestPlugin running = plugin(folders);
        std::filesystem::remove(own);
        std::filesystem::create_symlink("nowhere", own);
        mustBeClosed(running, ": cannot be read: No such file or directory");
        std::filesystem::remove(own);
        std::filesystem::create_directory(own);
        mustBeClosed(running, ": is no file");
    }
    void testAChangedGuardClosesThePageUntilReload() {
        folder_.write("news.mustache", "open");
        const TestPlugin plugin = this->plugin(here());
        folder_.write("news.mustache", "{{! access: user }}secret");
        host_.advance(1000);
        const Rendered rendered = pages(plugin).render("news");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_FAILED}, rendered.status);
        CPPUNIT_ASSERT_MESSAGE(rendered.why, rendered.whyHas("is \"user\" now: reload the server"));
        CPPUNIT_ASSERT_EQUAL(std::string(), rendered.body);
        CPPUNIT_ASSERT_EQUAL(std::string("secret"), page(this->plugin(here()), "news"));
    }
    void testStatementsInTagsAndTextBreakThePage() {
        for (const char* source :
             {"\n{{! note }}\n{{access: user}}", "\n\n{# access: user #}", "\n\n{{{! access: user }}}",
              "\n\n{{= access: user =}}", "{{=<% %>=}}\n\n{{! access: user }}", "\n\n<b>{{& access: user}}</b>",
              "\n{{#x}}\n{{!-- access: user --}}{{/x}}"}) {
            folder_.write("a.mustache", source);
            const std::string fault = pages(plugin(here())).list()["/a"].fault;
            CPPUNIT_ASSERT_EQUAL_MESSAGE(source, here() + "/a.mustache:3: ", fault.substr(0, here().size() + 15));
        }
    }
    // Each of these was published as a page without an access comment.
    void testWhatPlainlyMeansAccessBreaksThePage() {
        for (const char* source :
             {"{{#access}}user{{/access}}", "{{^Acess}}user{{/Acess}}", "acc{{! x }}ess: user", "access: {{! x }}user",
              "<!-- access:{{! x}} user -->", "---\naccess:\n  - user\n---",
              "{{! a note {{! x }} for the page, access: user }}", "{{; access: user }!}\n<p>{{x}}</p>",
              // these were not known
              "<!-- role: admin -->", "<!-- roles: admin, editor -->", "<!-- guard: user -->",
              "<!-- {{site.name}}\n{{site.name}} guard: user -->", "<!-- ro{{! x }}le: admin -->", "{# guard: user #}",
              "{# only for Role:admin #}", "{{guard: user}}", "{{role: admin}}", "{{= guard: user =}}",
              "{{#guard: user}}{{/guard: user}}", "{{=<% %>=}}{{! guard: user }}", "<%! guard: user %>",
              "{{> role: admin}}", "{{{guard: user}}}", "{{&access: members}}"}) {
            folder_.write("a.mustache", source);
            mustHave(pages(plugin(here())).list()["/a"].fault, "declare in a comment who may see the page");
        }
        for (const char* source :
             {"{{! only for Role:admin }}", "{{! Members page - guard: user }}", "{{! guard: users only }}",
              "{{! roles: admin editor owner staff writer }}", "{{!requires: login}}"}) {
            folder_.write("a.mustache", source);
            mustHave(pages(plugin(here())).list()["/a"].fault, "looks like a misspelled access comment");
        }
        for (const char* source : {"{{! sidebar. role: complementary }}<!-- role: navigation -->",
                                   "{{#user.roles}}{{.}}{{/user.roles}} {{#role}}{{guard}}{{/role}}",
                                   "<style>\n.access:hover {}\n</style><script>\naccess: true,\n</script>",
                                   "{{access}} {{user}}", "{{#user}}access{{/user}}", "{{user}} access {{level}}"}) {
            folder_.write("a.mustache", source);
            CPPUNIT_ASSERT_EQUAL_MESSAGE(source, std::string(), pages(plugin(here())).list()["/a"].fault);
        }
    }
    void testFoldersAreChecked() {
        CPPUNIT_ASSERT_EQUAL(std::string("plugins.pages_mustache.directories: \"pages\" is not an absolute path"),
                             refusal("pages"));
        CPPUNIT_ASSERT_EQUAL("plugins.pages_mustache.directories: no folder with pages exists; searched: " + here() +
                                 "/none",
                             refusal(here() + "/none"));
        CPPUNIT_ASSERT_EQUAL(
            std::string("plugins.pages_mustache.directories: no folder with pages exists; searched: none"),
            refusal(""));
    }
    void testNamesThatLeaveTheFolderAreNotFound() {
        folder_.write("secret.mustache", "secret");
        folder_.write("site/index.mustache", "");
        const TestPlugin plugin = this->plugin(here() + "/site");
        const std::string nul("index\0", 6);
        for (const std::string& name :
             {std::string("../secret"), std::string("x/../../secret"), here() + "/secret", std::string(""),
              std::string("/index"), std::string("index/"), std::string("./index"), nul, std::string(100000, 'x')})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name.substr(0, 40), portico_status{PORTICO_NOT_FOUND},
                                         pages(plugin).render(name).status);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PluginTest);

} // namespace pages_mustache
