// SPDX-License-Identifier: Apache-2.0
// The single-file examples through their ABI tables: they do what their first comments promise.
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <filesystem>

namespace {

using portico::test::TestExchange;
using portico::test::TestHost;
using portico::test::TestPlugin;

class ExamplesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ExamplesTest);
    CPPUNIT_TEST(testHelloAnswersWithItsSetting);
    CPPUNIT_TEST(testHelloProvidesOnlyItsRoutes);
    CPPUNIT_TEST(testBooksAreForLoggedInUsers);
    CPPUNIT_TEST(testBooksListsItsTitles);
    CPPUNIT_TEST(testCleanupDeletesOldFilesEveryNight);
    CPPUNIT_TEST(testCleanupStopsWhenItIsTold);
    CPPUNIT_TEST(testCleanupWithoutAFolderDoesNothing);
    CPPUNIT_TEST(testNoteIsWrittenReadAndDeleted);
    CPPUNIT_TEST(testNamesThatAreNoNotesAreNotFound);
    CPPUNIT_TEST(testExplainAsksTheGlossary);
    CPPUNIT_TEST(testExplainRunsWithoutAGlossary);
    CPPUNIT_TEST_SUITE_END();

    TestHost host_;
    portico::test::ScratchDir folder_;

    // The files in the folder are as old as this test, but the clock of the test is years ahead.
    TestPlugin openCleanup(const char* keep) {
        host_.settings["folder"] = folder_.path().string();
        host_.settings["keep"] = keep;
        for (const char* name : {"a", "b"}) folder_.write(name, "old");
        return open("cleanup", host_);
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_.path()), {}));
    }

    static TestPlugin open(const char* name, const TestHost& host) {
        return TestPlugin(std::string(PLUGIN_DIR) + '/' + name + ".so", host);
    }
    static std::string guard(const TestPlugin& plugin, const char* method, const char* path) {
        return std::string(portico::view(plugin.route(method, path)->guard));
    }

    // The status of an answer for the word; `x` keeps the text.
    static int explain(const TestPlugin& plugin, TestExchange& x, const char* word) {
        x.parameters = {{"word", word}};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, plugin.handle(x));
        return x.status;
    }

    void testExplainAsksTheGlossary() {
        host_.settings["words"] = "lane=a thread\npin=a use";
        const TestPlugin glossary = open("glossary", host_);
        host_.capabilities["acme.glossary/1"] = glossary.provider("acme.glossary/1");
        const TestPlugin plugin = open("explain", host_);
        TestExchange known("GET", "/explain/{word}"), unknown("GET", "/explain/{word}");
        explain(plugin, known, "pin");
        CPPUNIT_ASSERT_EQUAL(std::string("a use"), known.answerBody);
        CPPUNIT_ASSERT_EQUAL(404, explain(plugin, unknown, "pan"));
    }

    void testExplainRunsWithoutAGlossary() {
        const TestPlugin plugin = open("explain", host_);
        TestExchange x("GET", "/explain/{word}");
        CPPUNIT_ASSERT_EQUAL(503, explain(plugin, x, "pin"));
    }

    void testHelloAnswersWithItsSetting() {
        host_.settings["greeting"] = "Good evening";
        const TestPlugin hello = open("hello", host_);
        TestExchange x("GET", "/hello");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, hello.handle(x));
        CPPUNIT_ASSERT_EQUAL(std::string("Good evening"), x.answerBody);
        CPPUNIT_ASSERT_EQUAL(std::string("text/plain; charset=utf-8"), x.answerHeader("Content-Type").value_or(""));
    }

    // It once answered every id, and the host refuses a plugin that provides a capability that its manifest does not declare.
    void testHelloProvidesOnlyItsRoutes() {
        host_.settings["greeting"] = "";
        const TestPlugin hello = open("hello", host_);
        CPPUNIT_ASSERT(hello.provider(PORTICO_ROUTES).table != nullptr);
        CPPUNIT_ASSERT(hello.provider(PORTICO_USERS).table == nullptr);
        CPPUNIT_ASSERT(hello.provider(PORTICO_ROUTES "0").table == nullptr);
    }

    void testBooksAreForLoggedInUsers() {
        host_.settings["titles"] = "";
        CPPUNIT_ASSERT_EQUAL(std::string("user"), guard(open("books", host_), "GET", "/books"));
    }

    void testBooksListsItsTitles() {
        host_.settings["titles"] = "Emma\nUlysses";
        const TestPlugin books = open("books", host_);
        TestExchange x("GET", "/books");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, books.handle(x));
        CPPUNIT_ASSERT_EQUAL(std::string("books"), x.page);
        CPPUNIT_ASSERT(x.texts("books") == (std::vector<std::string>{"Emma", "Ulysses"}));
    }

    void testCleanupDeletesOldFilesEveryNight() {
        host_.milliseconds = std::int64_t{4'000'000'000} * 1000;
        const TestPlugin cleanup = openCleanup("2592000");
        CPPUNIT_ASSERT_EQUAL(0, host_.tasks().runDue());
        host_.advance(24 * 3600 * 1000);
        CPPUNIT_ASSERT_EQUAL(1, host_.tasks().runDue());
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, files());
        CPPUNIT_ASSERT(host_.hasLogged("deleted 2 files"));
    }

    void testCleanupStopsWhenItIsTold() {
        host_.milliseconds = std::int64_t{4'000'000'000} * 1000;
        const TestPlugin cleanup = openCleanup("2592000");
        host_.tasks().shouldStop = true;
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, host_.tasks().run("clean-up"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, files());
    }

    void testCleanupWithoutAFolderDoesNothing() {
        host_.settings["folder"] = "";
        host_.settings["keep"] = "1";
        const TestPlugin cleanup = open("cleanup", host_);
        CPPUNIT_ASSERT(host_.tasks().names().empty());
        CPPUNIT_ASSERT(host_.hasLogged("nothing is deleted"));
    }

    static TestExchange& about(TestExchange& x, const std::string& name) {
        x.path = "/notes/{name}"; // the test plugin finds a route by its pattern
        x.parameters = {{"name", name}};
        return x;
    }
    static std::pair<portico_status, int> ask(const TestPlugin& notes, const char* method, const std::string& name,
                                              const std::string& body = "") {
        TestExchange x(method, "/notes/" + name);
        x.body = body;
        const portico_status status = notes.handle(about(x, name));
        return {status, x.status};
    }
    void testNoteIsWrittenReadAndDeleted() {
        const TestPlugin notes = open("notes", host_);
        CPPUNIT_ASSERT_EQUAL(std::string("user"), guard(notes, "PUT", "/notes/{name}"));
        CPPUNIT_ASSERT(ask(notes, "GET", "a-1").first == PORTICO_NOT_FOUND);
        CPPUNIT_ASSERT((ask(notes, "PUT", "a-1", "one") == std::pair{portico_status{PORTICO_OK}, 201}));
        CPPUNIT_ASSERT((ask(notes, "PUT", "a-1", "two") == std::pair{portico_status{PORTICO_OK}, 204}));
        TestExchange x("GET", "/notes/a-1");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, notes.handle(about(x, "a-1")));
        CPPUNIT_ASSERT_EQUAL(std::string("two"), x.answerBody);
        CPPUNIT_ASSERT((ask(notes, "DELETE", "a-1") == std::pair{portico_status{PORTICO_OK}, 204}));
        CPPUNIT_ASSERT(ask(notes, "DELETE", "a-1").first == PORTICO_NOT_FOUND);
    }
    void testNamesThatAreNoNotesAreNotFound() {
        const TestPlugin notes = open("notes", host_);
        for (const std::string& name :
             {std::string("../a"), std::string(".."), std::string("a.new"), std::string("A"), std::string(65, 'a')})
            for (const char* method : {"GET", "PUT", "DELETE"})
                CPPUNIT_ASSERT_MESSAGE(name, ask(notes, method, name, "x").first == PORTICO_NOT_FOUND);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ExamplesTest);

} // namespace
