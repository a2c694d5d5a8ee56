// SPDX-License-Identifier: Apache-2.0
// Which addresses and messages may be sent.
#include <portico/mail_rules.hpp>

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class MailRulesHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MailRulesHppTest);
    CPPUNIT_TEST(testUsualAddressesAreGood);
    CPPUNIT_TEST(testUnusualAddressesAreRefused);
    CPPUNIT_TEST(testAddressesOutsideAsciiAreRefusedWithARemedy);
    CPPUNIT_TEST(testLengthsOfAddressesAreExactToTheByte);
    CPPUNIT_TEST(testNoValueCanAddAHeader);
    CPPUNIT_TEST(testRecipientsAreLimited);
    CPPUNIT_TEST(testPlainTextIsRequired);
    CPPUNIT_TEST(testTextsHaveOnlyLines);
    CPPUNIT_TEST(testLengthsOfTextsAreExactToTheByte);
    CPPUNIT_TEST_SUITE_END();

    MailMessage message_{{{"ada@example.org", "Ada"}}, "Hello", "Text.\n"};

    static bool isGood(std::string_view address) { return mailAddressProblem(address).empty(); }
    bool isGood() const {
        try {
            mustBeMail(message_);
            return true;
        } catch (const Error& error) {
            CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, error.status());
            return false;
        }
    }

    void testUsualAddressesAreGood() {
        for (const char* address :
             {"ada@example.org", "a@b", "Ada.Lovelace+news@mail.example.co.uk", "o'neil@example.org", "1@2.example",
              "x_y-z=1@xn--bcher-kva.example", "root@localhost", "{}~#$&*/?^`|@e.x"})
            CPPUNIT_ASSERT_MESSAGE(address, isGood(address));
    }

    void testUnusualAddressesAreRefused() {
        for (const std::string_view address : {"",
                                               "ada",
                                               "@",
                                               "@example.org",
                                               "ada@",
                                               "a b@example.org",
                                               "\"a b\"@example.org",
                                               "\"a\"@example.org",
                                               "ada@[127.0.0.1]",
                                               "ada@127.0.0.1",
                                               "ada@example..org",
                                               "ada@.org",
                                               "ada@example.org.",
                                               "ada@-x.org",
                                               "ada@x-.org",
                                               "ada@exa_mple.org",
                                               ".ada@example.org",
                                               "ada.@example.org",
                                               "a..a@example.org",
                                               "-oQ/tmp@example.org",
                                               "ada%far@example.org",
                                               "far!ada@example.org",
                                               "@a.org:ada@example.org",
                                               "a@b@example.org",
                                               "ada@example.org>",
                                               "<ada@example.org",
                                               "ada@example.org ",
                                               "a,b@example.org",
                                               "a;b@example.org",
                                               "a:b@example.org",
                                               "a\\b@example.org",
                                               "(c)ada@example.org",
                                               "ada@example.org\r\n",
                                               "ada\n@example.org",
                                               "ada@exam\tple.org"})
            CPPUNIT_ASSERT_MESSAGE(std::string(address), !isGood(address));
        CPPUNIT_ASSERT(!isGood(std::string_view("ada\0@example.org", 16)));
        CPPUNIT_ASSERT(!isGood("ada@example.org\x7f"));
    }

    void testAddressesOutsideAsciiAreRefusedWithARemedy() {
        for (const std::string_view address : {"b\xc3\xbc@example.org", "ada@b\xc3\xbc\x63her.example", "ada@\xff.org"})
            CPPUNIT_ASSERT(mailAddressProblem(address).find("xn--") != std::string_view::npos);
    }

    void testLengthsOfAddressesAreExactToTheByte() {
        const std::string label(63, 'd');
        CPPUNIT_ASSERT(isGood(std::string(64, 'a') + "@example.org"));
        CPPUNIT_ASSERT(!isGood(std::string(65, 'a') + "@example.org"));
        CPPUNIT_ASSERT(isGood("a@" + label + ".org"));
        CPPUNIT_ASSERT(!isGood("a@d" + label + ".org"));
        const std::string domain = label + '.' + label + '.' + label;        // 191
        CPPUNIT_ASSERT(isGood(std::string(60, 'a') + '@' + domain + ".d"));  // 254
        CPPUNIT_ASSERT(!isGood(std::string(61, 'a') + '@' + domain + ".d")); // 255
    }

    void testNoValueCanAddAHeader() {
        for (const std::string_view bad :
             {"\r\nBcc: eve@example.org", "\n", "\r", "\x1b", "\x7f", "\t", "\xc2\x85", "\xff"}) {
            for (std::string* value : {&message_.subject, &message_.to[0].name, &message_.replyTo.name}) {
                message_.replyTo.address = "desk@example.org";
                const std::string before = *value;
                value->append(bad);
                CPPUNIT_ASSERT(!isGood());
                *value = before + std::string(1, '\0');
                CPPUNIT_ASSERT(!isGood());
                *value = before;
                CPPUNIT_ASSERT(isGood());
            }
        }
        message_.replyTo.address = "desk@example.org\r\nBcc: eve@example.org";
        CPPUNIT_ASSERT(!isGood());
    }

    void testRecipientsAreLimited() {
        message_.to.assign(20, {"ada@example.org"});
        CPPUNIT_ASSERT(isGood());
        message_.to.push_back({"ada@example.org"});
        CPPUNIT_ASSERT(!isGood());
        message_.to.clear();
        CPPUNIT_ASSERT(!isGood());
        message_.to = {{"ada@example.org"}, {"bob"}};
        CPPUNIT_ASSERT(!isGood());
    }

    void testPlainTextIsRequired() {
        message_.html = "<p>HTML</p>";
        CPPUNIT_ASSERT(isGood());
        message_.text.clear();
        CPPUNIT_ASSERT(!isGood());
    }

    void testTextsHaveOnlyLines() {
        for (const std::string_view good : {"a", "a\n", "a\r\n\r\n", "\n\ta", "\xe2\x82\xac"}) {
            message_.text = message_.html = good;
            CPPUNIT_ASSERT(isGood());
        }
        for (const std::string_view bad : {"a\r", "a\rb", "\r\r\n", "\x01", "\x1b[2J", "\x7f", "\xc3", "\xc2\x9b"}) {
            message_.text = bad;
            message_.html.clear();
            CPPUNIT_ASSERT(!isGood());
            message_.text = "a";
            message_.html = bad;
            CPPUNIT_ASSERT(!isGood());
        }
    }

    void testLengthsOfTextsAreExactToTheByte() {
        const auto check = [this](std::string& value, std::size_t most) {
            const std::string before = value;
            value.assign(most, 'x');
            CPPUNIT_ASSERT(isGood());
            value += 'x';
            CPPUNIT_ASSERT(!isGood());
            value = before;
        };
        check(message_.subject, PORTICO_MAIL_SUBJECT);
        check(message_.to[0].name, PORTICO_MAIL_NAME);
        check(message_.text, PORTICO_MAIL_TEXT);
        check(message_.html, PORTICO_MAIL_TEXT);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MailRulesHppTest);

} // namespace portico
