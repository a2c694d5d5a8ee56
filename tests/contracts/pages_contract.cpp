// SPDX-License-Identifier: Apache-2.0
// What every provider of portico.pages/1 must do, whatever the language of its templates. The build sets the plugin
// (CONTRACT_PLUGIN) and the location of this suite's pages in its language (CONTRACT_PAGES, CONTRACT_ENDING).
#include "support/test_pages.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>
#include <filesystem>
#include <optional>
#include <thread>

namespace portico::test {

class PagesContract : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PagesContract);
    CPPUNIT_TEST(testPathsAndGuardsComeFromTheFiles);
    CPPUNIT_TEST(testTheListStaysTheSame);
    CPPUNIT_TEST(testPagesWithoutAPathRender);
    CPPUNIT_TEST(testAnUnknownPageIsNotFound);
    CPPUNIT_TEST(testNamesThatLeaveTheFolderAreNotFound);
    CPPUNIT_TEST(testTextIsEscaped);
    CPPUNIT_TEST(testTextKeepsItsBytes);
    CPPUNIT_TEST(testMissingDataPrintsNothing);
    CPPUNIT_TEST(testAValueOfAnUnknownTypeIsNothing);
    CPPUNIT_TEST(testASinkThatFailsIsAnError);
    CPPUNIT_TEST(testTheReasonIsOptional);
    CPPUNIT_TEST(testAMegabyteOfDataIsRendered);
    CPPUNIT_TEST(testDataOfEveryDepthIsSurvived);
    CPPUNIT_TEST(testThreadsDoNotInterfere);
    CPPUNIT_TEST(testAChangedFileIsNoticed);
    CPPUNIT_TEST(testAFileThatBreaksIsNamed);
    CPPUNIT_TEST(testAPageThatIncludesItselfIsStopped);
    CPPUNIT_TEST(testABrokenPageIsListedWithFileAndLine);
    CPPUNIT_TEST(testASlipInTheAccessBreaksThePage);
    CPPUNIT_TEST(testABrokenPartIsListed);
    CPPUNIT_TEST(testTwoPagesWithTheSamePathAreBroken);
    CPPUNIT_TEST(testAPageIsNotMoreOpenThanItsParts);
    CPPUNIT_TEST_SUITE_END();

    TestHost host_;
    ScratchDir folder_;
    std::optional<TestPlugin> plugin_;

public:
    void setUp() override {
        std::filesystem::copy(CONTRACT_PAGES, folder_.path(), std::filesystem::copy_options::recursive);
        host_.settings["directories"] = "";
        host_.pageDirectories = folder_.path().string();
    }

private:
    TestPages pages() {
        if (!plugin_) plugin_.emplace(CONTRACT_PLUGIN, host_);
        return TestPages(plugin_->provider(PORTICO_PAGES));
    }
    // Copies the text of page `from` to the file of page `to`.
    void overwrite(const std::string& to, const std::string& from) {
        folder_.write(to + CONTRACT_ENDING, folder_.read(from + CONTRACT_ENDING));
        host_.advance(1000);
    }
    std::string fileOf(const std::string& page) const { return (folder_.path() / page).string() + CONTRACT_ENDING; }
    static void mustBe(portico_status status, const Rendered& rendered) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(rendered.why, status, rendered.status);
    }

    void testPathsAndGuardsComeFromTheFiles() {
        const std::map<std::string, TestPages::Listed> expected{{"/", {"index", ""}},
                                                                {"/members", {"members", "user"}},
                                                                {"/staff", {"staff", "role:staff"}},
                                                                {"/open", {"open", "public"}},
                                                                {"/sub", {"sub/index", ""}},
                                                                {"/sub/leaf", {"sub/leaf", ""}},
                                                                {"/rows", {"rows", ""}},
                                                                {"/deep", {"deep", ""}}};
        auto listed = pages().list();
        for (const char* broken : {"_broken", "_unknown_access"}) CPPUNIT_ASSERT(listed.erase(broken) == 1);
        for (const auto& [path, page] : expected) {
            CPPUNIT_ASSERT_MESSAGE(path, listed.count(path) == 1);
            CPPUNIT_ASSERT_EQUAL(page.name, listed.at(path).name);
            CPPUNIT_ASSERT_EQUAL(page.guard, listed.at(path).guard);
        }
        CPPUNIT_ASSERT_EQUAL(expected.size(), listed.size());
    }
    void testTheListStaysTheSame() {
        const auto before = pages().list();
        mustBe(PORTICO_OK, pages().render("index"));
        CPPUNIT_ASSERT(before == pages().list());
    }
    void testPagesWithoutAPathRender() {
        const Rendered error = pages().render("_errors/404", {{"status", 404}});
        mustBe(PORTICO_OK, error);
        CPPUNIT_ASSERT_MESSAGE(error.body, error.has("lost 404"));
        const Rendered shown = pages().render("shown", {{"status", 1}});
        mustBe(PORTICO_OK, shown);
        CPPUNIT_ASSERT_MESSAGE(shown.body, shown.has("shown 1"));
    }
    void testAnUnknownPageIsNotFound() {
        for (const char* name : {"none", "_errors/999", "sub/none", "sub", "INDEX", ""})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name, portico_status{PORTICO_NOT_FOUND}, pages().render(name).status);
    }
    void testNamesThatLeaveTheFolderAreNotFound() {
        const std::string inside = folder_.path().filename().string();
        const std::string nul("index\0x", 7);
        for (const std::string& name :
             {"../" + inside + "/index", std::string("sub/../index"), (folder_.path() / "index").string(),
              std::string("./index"), std::string("//index"), nul, std::string(70000, 'a')})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(name.substr(0, 60), portico_status{PORTICO_NOT_FOUND},
                                         pages().render(name).status);
    }
    void testTextIsEscaped() {
        const Rendered page = pages().render("index", standardData("\"'><script>alert(1)</script>&amp;"));
        mustBe(PORTICO_OK, page);
        CPPUNIT_ASSERT_MESSAGE(page.body, !page.has("<script>"));
        CPPUNIT_ASSERT_MESSAGE(page.body, page.has("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"));
        CPPUNIT_ASSERT_MESSAGE(page.body, !page.has("\"'>") && !page.has("\"\""));
    }
    void testTextKeepsItsBytes() {
        using namespace std::string_literals;
        const Rendered page = pages().render("index", standardData("Zoë 🏡 a\0b {{x}} {% y %}"s));
        mustBe(PORTICO_OK, page);
        CPPUNIT_ASSERT_MESSAGE(page.body, page.has("Hello Zoë 🏡 a\0b {{x}} {% y %}</h1>"s));
    }
    void testMissingDataPrintsNothing() {
        for (const Rendered& page : {pages().render("index", standardData()), pages().render("rows")}) {
            mustBe(PORTICO_OK, page);
            CPPUNIT_ASSERT_MESSAGE(page.body, !page.has("None") && !page.has("<li>"));
        }
    }
    void testAValueOfAnUnknownTypeIsNothing() {
        const portico_member user{str("user"), {77, 0, {1}}};
        portico_value data{PORTICO_MAP, 0, {0}};
        data.as.map = {&user, 1};
        const Rendered page = pages().render("index", data);
        mustBe(PORTICO_OK, page);
        CPPUNIT_ASSERT_MESSAGE(page.body, page.has("Hello </h1>"));
    }
    void testASinkThatFailsIsAnError() {
        const Value::Map data{{"rows", Value::List(5000, Value("a row"))}};
        const std::size_t whole = pages().render("rows", data).body.size();
        for (const std::size_t most : {std::size_t{0}, std::size_t{10}, whole / 2, whole - 1}) {
            const Rendered page = pages().renderInto("rows", data, most);
            CPPUNIT_ASSERT_MESSAGE(page.why, page.status < 0 && page.status != PORTICO_NOT_FOUND);
        }
        mustBe(PORTICO_OK, pages().renderInto("rows", data, whole));
    }
    void testTheReasonIsOptional() {
        pages();
        const auto& table = plugin_->table<portico_pages>(PORTICO_PAGES);
        const portico_sink sink{nullptr, [](void*, portico_str) -> portico_status { return PORTICO_FAILED; }};
        const Value::Map none;
        const BorrowedValue data(none);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND},
                             table.render(plugin_->self(), str("none"), data.get(), &sink, nullptr));
        CPPUNIT_ASSERT(table.render(plugin_->self(), str("index"), data.get(), &sink, nullptr) < 0);
    }
    void testAMegabyteOfDataIsRendered() {
        const std::string kilobyte = std::string(1023, 'x') + "<";
        const Rendered many = pages().render("rows", {{"rows", Value::List(1024, Value(kilobyte))}});
        mustBe(PORTICO_OK, many);
        CPPUNIT_ASSERT(many.body.size() > 1024 * 1024);
        CPPUNIT_ASSERT(!many.has("x<<"));
        const std::string megabyte(1 << 20, 'y');
        const Rendered one = pages().render("rows", {{"rows", Value::List{megabyte}}});
        mustBe(PORTICO_OK, one);
        CPPUNIT_ASSERT(one.has("<li>" + megabyte + "</li>"));
    }
    // The host passes at most 32 levels; far more may be refused, but must not crash.
    void testDataOfEveryDepthIsSurvived() {
        for (const std::size_t depth : {std::size_t{4}, std::size_t{32}, std::size_t{100000}}) {
            std::vector<portico_member> levels(depth * 2);
            portico_value data{PORTICO_MAP, 0, {0}};
            for (std::size_t level = depth; level-- > 0;) {
                levels[level * 2] = {str("next"), data};
                levels[level * 2 + 1] = {str("text"), {PORTICO_INTEGER, 0, {static_cast<std::int64_t>(level)}}};
                data.as.map = {&levels[level * 2], 2};
            }
            const Rendered page = pages().render("deep", data);
            if (depth <= 32) mustBe(PORTICO_OK, page);
            CPPUNIT_ASSERT_MESSAGE(page.body + page.why, page.status < 0 || page.has("3"));
        }
    }
    void testThreadsDoNotInterfere() {
        const TestPages pages = this->pages();
        std::vector<std::size_t> right(4);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < right.size(); ++i)
            threads.emplace_back([&pages, &counted = right[i], i] {
                const std::string name = "user" + std::to_string(i);
                for (int round = 0; round < 200; ++round) {
                    const Rendered page = pages.render("index", standardData(name));
                    if (page.status == PORTICO_OK && page.has(">Hello " + name + "</h1>")) ++counted;
                }
            });
        for (std::thread& thread : threads) thread.join();
        for (const std::size_t count : right) CPPUNIT_ASSERT_EQUAL(std::size_t{200}, count);
    }
    void testAChangedFileIsNoticed() {
        CPPUNIT_ASSERT(pages().render("index", standardData("ada")).has("Hello ada"));
        overwrite("index", "_other");
        const Rendered page = pages().render("index", standardData("ada"));
        CPPUNIT_ASSERT_MESSAGE(page.body, page.has("two ada") && !page.has("Hello"));
        std::filesystem::remove(fileOf("index"));
        host_.advance(1000);
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_NOT_FOUND}, pages().render("index").status);
    }
    void testAFileThatBreaksIsNamed() {
        mustBe(PORTICO_OK, pages().render("index"));
        overwrite("index", "_broken");
        const Rendered page = pages().render("index");
        mustBe(PORTICO_FAILED, page);
        CPPUNIT_ASSERT_MESSAGE(page.why, page.whyHas("index" CONTRACT_ENDING ":"));
        overwrite("index", "_other");
        mustBe(PORTICO_OK, pages().render("index"));
    }
    void testAPageThatIncludesItselfIsStopped() {
        mustBe(PORTICO_OK, pages().render("index"));
        overwrite("index", "_includes_itself");
        const Rendered page = pages().render("index");
        mustBe(PORTICO_FAILED, page);
        CPPUNIT_ASSERT_MESSAGE(page.why, page.whyHas("_includes_itself"));
    }
    void mustBeBroken(const std::map<std::string, TestPages::Listed>& listed, const std::string& path,
                      const std::string& place) {
        CPPUNIT_ASSERT_MESSAGE(path, listed.count(path) == 1);
        const std::string& fault = listed.at(path).fault;
        CPPUNIT_ASSERT_MESSAGE(path + ": " + fault, fault.find(place) != std::string::npos);
    }

    // The other pages are served: a plugin that fails to start because of one page takes the site down.
    void testABrokenPageIsListedWithFileAndLine() {
        overwrite("open", "_broken");
        overwrite("members", "_unknown_access");
        const auto listed = pages().list();
        mustBeBroken(listed, "/open", fileOf("open") + ":");
        mustBeBroken(listed, "/members", fileOf("members") + ":1: \"everyone\"");
        CPPUNIT_ASSERT_EQUAL(std::string(), listed.at("/").fault);
        mustBe(PORTICO_OK, pages().render("index"));
        CPPUNIT_ASSERT(pages().render("open").status < 0);
        CPPUNIT_ASSERT(pages().render("members").status < 0);
    }
    // Such a page was open to anonymous visitors.
    void testASlipInTheAccessBreaksThePage() {
        const std::string right = folder_.read("members" CONTRACT_ENDING);
        for (const char* slip : {"Access: User", "ACCESS: USER", "access = user", "access user", "access; user",
                                 "access\xef\xbc\x9a user", "acess: user", "user"}) {
            std::string wrong = right;
            wrong.replace(wrong.find("access: user"), 12, slip);
            folder_.write("members" CONTRACT_ENDING, wrong);
            plugin_.reset();
            mustBeBroken(pages().list(), "/members", fileOf("members") + ":1: ");
            CPPUNIT_ASSERT_MESSAGE(slip, pages().render("members").status < 0);
        }
        for (const char* text : {"<!-- access: user -->", "---\naccess: user\n---\n", "{ access: user }",
                                 "\xef\xbb\xbf{ access: user }"}) {
            folder_.write("members" CONTRACT_ENDING, text);
            plugin_.reset();
            mustBeBroken(pages().list(), "/members", fileOf("members") + ":");
        }
    }
    void testABrokenPartIsListed() { mustBeBroken(pages().list(), "_broken", fileOf("_broken") + ":"); }
    void testTwoPagesWithTheSamePathAreBroken() {
        folder_.write("members/index" CONTRACT_ENDING, "open");
        mustBeBroken(pages().list(), "/members", "/members is already the page members");
        for (const char* name : {"members", "members/index"})
            mustBe(PORTICO_OK, pages().render(name)); // plugins may render it
    }
    // A visitor must satisfy only the guard of the page itself.
    void testAPageIsNotMoreOpenThanItsParts() {
        const std::string secret = folder_.read("members" CONTRACT_ENDING);
        folder_.write("_part" CONTRACT_ENDING, secret);
        overwrite("index", "_includes_part");
        const Rendered page = pages().render("index");
        mustBe(PORTICO_FAILED, page);
        CPPUNIT_ASSERT_MESSAGE(page.why, page.whyHas("_part") && page.whyHas("access: user"));
        CPPUNIT_ASSERT_EQUAL(std::string(), page.body);
        const std::string comment = secret.substr(0, secret.find('\n') + 1);
        folder_.write("index" CONTRACT_ENDING, comment + folder_.read("index" CONTRACT_ENDING));
        plugin_.reset();
        mustBe(PORTICO_OK, pages().render("index"));
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PagesContract);

} // namespace portico::test
