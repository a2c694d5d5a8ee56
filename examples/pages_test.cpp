// SPDX-License-Identifier: Apache-2.0
// The pages of the examples, rendered by a real pages plugin in the site's layout, with the data of the examples. The build
// selects the plugin (PAGES_PLUGIN) and the site (SITE).
#include "support/test_pages.h"
#include "support/test_plugin.h"

#include <cppunit/extensions/HelperMacros.h>

#include <memory>

namespace {

using portico::Value;
using namespace portico::test;

class ExamplePagesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ExamplePagesTest);
    CPPUNIT_TEST(testBooksAreListed);
    CPPUNIT_TEST(testTheGuestBookHasAFormForLoggedInUsers);
    CPPUNIT_TEST(testTheGuestBookShowsAnonymousVisitorsALinkToTheLogin);
    CPPUNIT_TEST(testTheGuestBookShowsErrors);
    CPPUNIT_TEST(testTheClockHasItsTimeAndItsScript);
    CPPUNIT_TEST(testTheUploadPageHasAFormAndListsStoredFiles);
    CPPUNIT_TEST(testPagesOfPluginsHaveNoPath);
    CPPUNIT_TEST_SUITE_END();

    TestHost host_;
    std::unique_ptr<TestPlugin> plugin_;

public:
    void setUp() override {
        host_.settings["directories"] = "";
        host_.pageDirectories =
            EXAMPLES_SOURCE "/02_books/pages\n" EXAMPLES_SOURCE "/03_guestbook/pages\n" EXAMPLES_SOURCE
                            "/04_clock/pages\n" EXAMPLES_SOURCE "/05_upload/pages\n" SITE;
        plugin_ = std::make_unique<TestPlugin>(PAGES_PLUGIN, host_);
    }

private:
    TestPages pages() const { return TestPages(plugin_->provider(PORTICO_PAGES)); }
    std::string page(std::string_view name, std::string_view username, const Value::Map& own) const {
        Value::Map data = standardData(username);
        data.insert(data.end(), own.begin(), own.end());
        const Rendered rendered = pages().render(name, data);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(rendered.why, portico_status{PORTICO_OK}, rendered.status);
        mustHave(rendered.body, "</html>"); // the layout
        return rendered.body;
    }
    static void mustHave(const std::string& body, std::string_view part) {
        CPPUNIT_ASSERT_MESSAGE(std::string(part) + " in " + body, body.find(part) != std::string::npos);
    }
    static void mustNotHave(const std::string& body, std::string_view part) {
        CPPUNIT_ASSERT_MESSAGE(std::string(part) + " in " + body, body.find(part) == std::string::npos);
    }

    void testBooksAreListed() {
        const std::string body = page("books", "ada", {{"books", Value::List{"Emma", "<Ulysses>"}}});
        mustHave(body, "<li>Emma</li>");
        mustHave(body, "<li>&lt;Ulysses&gt;</li>");
    }
    void testTheGuestBookHasAFormForLoggedInUsers() {
        const Value entry = Value::Map{{"name", "Grace"}, {"text", "<b>Hello</b>"}};
        const std::string body = page("guestbook", "ada", {{"entries", Value::List{entry}}, {"faults", Value::Map{}}});
        mustHave(body, "name=\"csrf_token\" value=\"token-1\"");
        mustHave(body, "<strong>Grace</strong>: &lt;b&gt;Hello&lt;/b&gt;");
        mustNotHave(body, "role=\"alert\"");
        mustNotHave(body, "Nobody has written anything yet.");
    }
    void testTheGuestBookShowsAnonymousVisitorsALinkToTheLogin() {
        const std::string body = page("guestbook", "", {{"entries", Value::List{}}, {"faults", Value::Map{}}});
        mustHave(body, "<a href=\"/auth/login\">Log in</a> to write something.");
        mustHave(body, "Nobody has written anything yet.");
        mustNotHave(body, "action=\"/guestbook\"");
    }
    void testTheGuestBookShowsErrors() {
        const std::string body =
            page("guestbook", "ada", {{"entries", Value::List{}}, {"faults", Value::Map{{"text", "Too long."}}}});
        mustHave(body, "<p role=\"alert\">Too long.</p>");
    }
    void testTheClockHasItsTimeAndItsScript() {
        const std::string body = page("clock", "", {{"time", "Fri, 15 Jan 2027 08:00:00 GMT"}});
        mustHave(body, "<time id=\"time\">Fri, 15 Jan 2027 08:00:00 GMT</time>");
        mustHave(body, "<script src=\"/assets/clock/clock.js\" defer></script>");
    }
    void testTheUploadPageHasAFormAndListsStoredFiles() {
        mustHave(page("upload", "ada", {}), "enctype=\"multipart/form-data\"");
        const Value file = Value::Map{{"name", "<a>.txt"}, {"bytes", std::int64_t{7}}};
        mustHave(page("upload", "ada", {{"kept", Value::List{file}}}), "<strong>&lt;a&gt;.txt</strong>, 7 bytes.");
        mustHave(page("upload", "ada", {{"error", "Too large."}}), "<p role=\"alert\">Too large.</p>");
    }
    void testPagesOfPluginsHaveNoPath() {
        const auto listed = pages().list();
        CPPUNIT_ASSERT(listed.count("/") == 1);
        CPPUNIT_ASSERT(listed.count("/books") == 0 && listed.count("/guestbook") == 0);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ExamplePagesTest);

} // namespace
