// SPDX-License-Identifier: Apache-2.0
// The guest book through its ABI tables, with the test's own users provider.
#include "support/test_plugin.h"
#include "support/test_stores.h"

#include <cppunit/extensions/HelperMacros.h>

#include <memory>

namespace {

using portico::Value;
using portico::test::TestExchange;
using portico::test::TestHost;
using portico::test::TestPlugin;
using portico::test::TestStores;

class GuestbookTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(GuestbookTest);
    CPPUNIT_TEST(testEverybodyReadsAndLoggedInUsersWrite);
    CPPUNIT_TEST(testAnEntryIsShownWithTheCurrentName);
    CPPUNIT_TEST(testAnEntryOfADeletedUserIsKept);
    CPPUNIT_TEST(testALineBreakDoesNotStartASecondEntry);
    CPPUNIT_TEST(testAnEmptyEntryIsRefusedWithAMessage);
    CPPUNIT_TEST(testEntriesOutliveThePlugin);
    CPPUNIT_TEST(testWrittenEntriesAreCounted);
    CPPUNIT_TEST_SUITE_END();

    TestHost host_;
    TestStores stores_{[this] { return host_.seconds(); }};
    std::string ada_;
    std::unique_ptr<TestPlugin> plugin_;

public:
    void setUp() override {
        host_.settings["longest"] = "20";
        host_.capabilities[PORTICO_USERS] = stores_.usersProvider();
        ada_ = stores_.users().add("ada@example.org", "12345");
        open();
    }

private:
    void open() {
        plugin_.reset();
        plugin_ = std::make_unique<TestPlugin>(std::string(PLUGIN_DIR) + "/guestbook.so", host_);
    }
    std::unique_ptr<TestExchange> write(const std::string& text) {
        auto x = std::make_unique<TestExchange>("POST", "/guestbook");
        x->user = *stores_.users().get(ada_);
        x->formFields = {{"text", text}};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, plugin_->handle(*x));
        return x;
    }
    // Each entry in the page data, as "name: text".
    std::vector<std::string> shown() {
        TestExchange x("GET", "/guestbook");
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, plugin_->handle(x));
        CPPUNIT_ASSERT_EQUAL(std::string("guestbook"), x.page);
        std::vector<std::string> lines;
        for (const auto& entry : std::get<Value::List>(x.data.front().value.data())) {
            const auto& members = std::get<Value::Map>(entry.data());
            lines.push_back(std::get<std::string>(members[0].value.data()) + ": " +
                            std::get<std::string>(members[1].value.data()));
        }
        return lines;
    }
    void mustShow(const std::vector<std::string>& lines) { CPPUNIT_ASSERT(lines == shown()); }

    void testEverybodyReadsAndLoggedInUsersWrite() {
        const auto* reading = plugin_->route("GET", "/guestbook");
        const auto* writing = plugin_->route("POST", "/guestbook");
        CPPUNIT_ASSERT(portico::view(reading->guard) == "public");
        CPPUNIT_ASSERT(portico::view(writing->guard) == "user");
        CPPUNIT_ASSERT_EQUAL(0u, writing->flags); // so the host refuses forms from other sites
    }

    void testAnEntryIsShownWithTheCurrentName() {
        CPPUNIT_ASSERT_EQUAL(303, write("Hello!")->status);
        stores_.users().people.at(ada_).user.name = "lovelace@example.org";
        mustShow({"lovelace@example.org: Hello!"});
    }

    void testAnEntryOfADeletedUserIsKept() {
        write("Goodbye");
        stores_.users().people.clear();
        mustShow({"Somebody: Goodbye"});
    }

    void testALineBreakDoesNotStartASecondEntry() {
        write("one\nu9 two");
        mustShow({"ada@example.org: one u9 two"});
    }

    void testAnEmptyEntryIsRefusedWithAMessage() {
        const auto x = write("");
        CPPUNIT_ASSERT_EQUAL(422, x->status);
        const Value data(x->data);
        CPPUNIT_ASSERT_EQUAL(std::string("Please write between 1 and 20 characters."),
                             *data.find("faults")->find("text")->as<std::string>());
        mustShow({});
    }

    void testEntriesOutliveThePlugin() {
        write("first");
        open();
        write("second");
        mustShow({"ada@example.org: second", "ada@example.org: first"});
    }

    void testWrittenEntriesAreCounted() {
        CPPUNIT_ASSERT(host_.metrics().isDefined("entries"));
        write("Hello!");
        write("");
        CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, host_.metrics()["entries"]);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(GuestbookTest);

} // namespace
