// SPDX-License-Identifier: Apache-2.0
// The settings of the built plugin. What it does with a mail server is in tests/integration/mail_smtp_test.py.
#include "support/test_host.h"
#include "support/test_plugin.h"

#include <portico/mail.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace {

using portico::test::TestPlugin;

class MailSmtpTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MailSmtpTest);
    CPPUNIT_TEST(testUsualSettingsAreAccepted);
    CPPUNIT_TEST(testEachBadSettingIsNamed);
    CPPUNIT_TEST(testPlainTextIsOnlyForThisMachine);
    CPPUNIT_TEST(testNoMessageContainsThePassword);
    CPPUNIT_TEST(testServerThatIsNotThereIsUnavailable);
    CPPUNIT_TEST(testBadMessageIsRefusedBeforeAnyConnection);
    CPPUNIT_TEST_SUITE_END();

    portico::test::TestHost host_;

    // Empty if the plugin starts.
    std::string fault(const std::string& setting, const std::string& value) {
        const std::string before = host_.settings[setting];
        host_.settings[setting] = value;
        std::string sentence;
        try {
            TestPlugin(MAIL_SMTP, host_, TestPlugin::Until::created);
        } catch (const portico::Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, error.status());
            sentence = error.what();
        }
        host_.settings[setting] = before;
        return sentence;
    }
    portico_status send(const std::string& subject) {
        const TestPlugin plugin(MAIL_SMTP, host_);
        host_.capabilities[PORTICO_MAIL] = plugin.provider(PORTICO_MAIL);
        try {
            portico::Mailer(host_.host()).send({{{"ada@example.org"}}, subject, "Text.\n"});
            return PORTICO_OK;
        } catch (const portico::Error& error) {
            return error.status();
        }
    }

public:
    void setUp() override {
        host_.settings = {{"host", "mail.example.org"},
                          {"port", "587"},
                          {"tls", "starttls"},
                          {"ca_file", ""},
                          {"user", "site"},
                          {"password", "hunter2"},
                          {"from_name", ""},
                          {"sessions", "4"},
                          {"from", "site@example.org"},
                          {"connect_timeout", "10"},
                          {"timeout", "60"}};
    }

    void testUsualSettingsAreAccepted() {
        for (const char* server : {"mail.example.org", "localhost", "192.0.2.1", "2001:db8::1", "mail"})
            CPPUNIT_ASSERT_EQUAL(std::string(), fault("host", server));
        CPPUNIT_ASSERT_EQUAL(std::string(), fault("tls", "tls"));
    }

    void testEachBadSettingIsNamed() {
        for (const auto& [setting, value] :
             std::vector<std::pair<std::string, std::string>>{{"host", ""},
                                                              {"host", "mail example"},
                                                              {"host", "mail.example.org\n"},
                                                              {"host", "256.1.1.1"},
                                                              {"from", ""},
                                                              {"from", "site"},
                                                              {"from_name", "a\r\nb"},
                                                              {"user", ""},
                                                              {"user", "a\nb"},
                                                              {"user", std::string(1001, 'a')},
                                                              {"password", ""},
                                                              {"password", "a\nb"},
                                                              {"ca_file", "/nowhere/ca.pem"}}) {
            const std::string sentence = fault(setting, value);
            const std::string place = "plugins.mail_smtp." + (setting == "from_name" ? "from" : setting) + ": ";
            CPPUNIT_ASSERT_EQUAL_MESSAGE(sentence, std::size_t{0}, sentence.find(place));
        }
    }

    void testPlainTextIsOnlyForThisMachine() {
        host_.settings["tls"] = "none";
        for (const char* server : {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
            CPPUNIT_ASSERT_EQUAL(std::string(), fault("host", server));
        for (const char* server : {"mail.example.org", "192.0.2.1", "localhost.example.org", "10.0.0.1", "::2"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(server, std::size_t{0}, fault("host", server).find("plugins.mail_smtp.tls: "));
    }

    void testNoMessageContainsThePassword() {
        for (const auto& [setting, value] : std::vector<std::pair<std::string, std::string>>{
                 {"user", ""}, {"host", ""}, {"password", "hunter2\n"}, {"ca_file", "/nowhere"}})
            CPPUNIT_ASSERT(fault(setting, value).find("hunter2") == std::string::npos);
    }

    void testServerThatIsNotThereIsUnavailable() {
        host_.settings["host"] = "127.0.0.1";
        host_.settings["port"] = "1";
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_UNAVAILABLE}, send("Hello"));
    }

    void testBadMessageIsRefusedBeforeAnyConnection() {
        host_.settings["host"] = "127.0.0.1";
        host_.settings["port"] = "1";
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, send("Hello\r\nBcc: eve@example.org"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MailSmtpTest);

} // namespace
