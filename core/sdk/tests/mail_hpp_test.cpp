// SPDX-License-Identifier: Apache-2.0
// Mail from C++ through its C table to C++.
#include "support/test_host.h"
#include "support/test_mail.h"

#include <cppunit/extensions/HelperMacros.h>

namespace portico {

class MailHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(MailHppTest);
    CPPUNIT_TEST(testEveryPartOfAMessageArrives);
    CPPUNIT_TEST(testFailureOfTheProviderIsAnErrorOfTheCaller);
    CPPUNIT_TEST(testTooManyRecipientsAreNotRead);
    CPPUNIT_TEST(testMailThatIsNotNeededThrows);
    CPPUNIT_TEST_SUITE_END();

    test::TestMail mail_;
    test::TestHost host_;
    const MailMessage message_{{{"ada@example.org", "Ada"}, {"bob@example.org"}},
                               "Hello",
                               "Plain.\n",
                               "<p>HTML</p>",
                               {"desk@example.org", "Desk"}};

    Mailer mailer() {
        host_.capabilities[PORTICO_MAIL] = mail_.provider();
        return Mailer(host_.host());
    }
    void mustThrow(portico_status status, const MailMessage& message) {
        try {
            mailer().send(message);
            CPPUNIT_FAIL("no error");
        } catch (const Error& error) {
            CPPUNIT_ASSERT_EQUAL(status, error.status());
        }
    }

    void testEveryPartOfAMessageArrives() {
        mailer().send(message_);
        const MailMessage got = mail_.last();
        CPPUNIT_ASSERT_EQUAL(std::size_t{2}, got.to.size());
        CPPUNIT_ASSERT(got.to[0].address == "ada@example.org" && got.to[0].name == "Ada");
        CPPUNIT_ASSERT(got.to[1].address == "bob@example.org" && got.to[1].name.empty());
        CPPUNIT_ASSERT(got.subject == "Hello" && got.text == "Plain.\n" && got.html == "<p>HTML</p>");
        CPPUNIT_ASSERT(got.replyTo.address == "desk@example.org" && got.replyTo.name == "Desk");
    }
    void testFailureOfTheProviderIsAnErrorOfTheCaller() {
        for (const portico_status status : {PORTICO_DENIED, PORTICO_UNAVAILABLE}) {
            mail_.answer(status);
            mustThrow(status, message_);
        }
        CPPUNIT_ASSERT(mail_.sent().empty());
    }
    void testTooManyRecipientsAreNotRead() {
        const portico_mail_message many{sizeof(portico_mail_message), 0, nullptr, 1u << 30u, {}, {}, {}, {}};
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_INVALID}, mailTable<test::TestMail>.send(&mail_, &many, nullptr));
    }
    void testMailThatIsNotNeededThrows() { CPPUNIT_ASSERT_THROW(Mailer(host_.host()), Error); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(MailHppTest);

} // namespace portico
