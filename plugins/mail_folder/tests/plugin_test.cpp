// SPDX-License-Identifier: Apache-2.0
// The built plugin through its ABI tables.
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <portico/mail.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace {

namespace fs = std::filesystem;
using portico::test::TestPlugin;

class MailFolderTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MailFolderTest);
    CPPUNIT_TEST(testMailIsAFileInTheStateDirectory);
    CPPUNIT_TEST(testTwoMailsHaveTwoNamesAndIds);
    CPPUNIT_TEST(testConfiguredFolderAndSenderAreUsed);
    CPPUNIT_TEST(testBadMessageIsRefusedAndLeavesNothing);
    CPPUNIT_TEST(testBadSenderIsRefusedWithTheNameOfTheSetting);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;
    const portico::MailMessage message_{{{"ada@example.org"}}, "Hello", "Text.\n"};

    void send(const portico::MailMessage& message) {
        const TestPlugin plugin(MAIL_FOLDER, host_);
        host_.capabilities[PORTICO_MAIL] = plugin.provider(PORTICO_MAIL);
        portico::Mailer(host_.host()).send(message);
    }
    static std::vector<std::string> namesIn(const fs::path& folder) {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
        return names;
    }

public:
    void setUp() override {
        host_.settings = {{"path", ""}, {"from", "site@example.org"}, {"from_name", ""}, {"most", "10"}};
    }

    void testMailIsAFileInTheStateDirectory() {
        send(message_);
        const auto names = namesIn(host_.state().path() / "mail/new");
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, names.size());
        const std::string mail = host_.state().read("mail/new/" + names[0]);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, mail.find("From: <site@example.org>\r\nTo: <ada@example.org>\r\n"));
        CPPUNIT_ASSERT(mail.find("\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\n") != std::string::npos);
        CPPUNIT_ASSERT(mail.substr(mail.size() - 11) == "\r\n\r\nText.\r\n");
        CPPUNIT_ASSERT(host_.hasLogged("/mail/new/" + names[0]) && !host_.hasLogged("ada@example.org"));
    }

    void testTwoMailsHaveTwoNamesAndIds() {
        send(message_);
        send(message_);
        const auto names = namesIn(host_.state().path() / "mail/new");
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, names.size());
        CPPUNIT_ASSERT(host_.state().read("mail/new/" + names[0]) != host_.state().read("mail/new/" + names[1]));
    }

    void testConfiguredFolderAndSenderAreUsed() {
        host_.settings["path"] = (host_.state().path() / "elsewhere").string();
        host_.settings["from_name"] = "The Site";
        send(message_);
        const auto names = namesIn(host_.state().path() / "elsewhere/new");
        const std::string mail = host_.state().read("elsewhere/new/" + names.at(0));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, mail.find("From: \"The Site\"\r\n <site@example.org>\r\n"));
    }

    void testBadMessageIsRefusedAndLeavesNothing() {
        portico::MailMessage bad = message_;
        bad.subject = "a\r\nBcc: eve@example.org";
        try {
            send(bad);
            CPPUNIT_FAIL("no error");
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, error.status());
        }
        CPPUNIT_ASSERT(fs::is_empty(host_.state().path() / "mail/new"));
    }

    void testBadSenderIsRefusedWithTheNameOfTheSetting() {
        host_.settings["from"] = "site";
        try {
            TestPlugin(MAIL_FOLDER, host_, TestPlugin::Until::created);
            CPPUNIT_FAIL("no error");
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT(std::string(error.what()).find("plugins.mail_folder.from") != std::string::npos);
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MailFolderTest);

} // namespace
