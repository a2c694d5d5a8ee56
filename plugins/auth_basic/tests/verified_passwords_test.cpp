// SPDX-License-Identifier: Apache-2.0
// The memory of verified passwords: entries expire, their number is bounded, and its content reveals no password.
#include "verified_passwords.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using auth_basic::VerifiedPasswords;

class VerifiedPasswordsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(VerifiedPasswordsTest);
    CPPUNIT_TEST(testEntryExpiresAfterAMinute);
    CPPUNIT_TEST(testOnlyTheSamePairIsFound);
    CPPUNIT_TEST(testTwoProcessesHaveDifferentDigests);
    CPPUNIT_TEST(testItNeverGrowsPastItsBound);
    CPPUNIT_TEST(testNothingIsFoundAfterTheClockWasSetBack);
    CPPUNIT_TEST_SUITE_END();

    VerifiedPasswords passwords_;
    VerifiedPasswords::Digest digest_ = passwords_.digestOf("ada", "12345");

public:
    void testEntryExpiresAfterAMinute() {
        passwords_.put(digest_, {{}, 1000, 1000});
        CPPUNIT_ASSERT(passwords_.find(digest_, 1000));
        CPPUNIT_ASSERT(passwords_.find(digest_, 60999));
        CPPUNIT_ASSERT(!passwords_.find(digest_, 61000));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, passwords_.size());
    }

    void testOnlyTheSamePairIsFound() {
        passwords_.put(digest_, {{}, 0, 0});
        CPPUNIT_ASSERT(passwords_.find(passwords_.digestOf("ada", "12345"), 0));
        for (const auto& [name, password] :
             {std::pair{"ada", "1234"}, {"ad", "12345"}, {"Ada", "12345"}, {"ada1", "2345"}, {"", "ada12345"}})
            CPPUNIT_ASSERT(!passwords_.find(passwords_.digestOf(name, password), 0));
        passwords_.forget(digest_);
        CPPUNIT_ASSERT(!passwords_.find(digest_, 0));
    }

    void testTwoProcessesHaveDifferentDigests() {
        CPPUNIT_ASSERT(VerifiedPasswords().digestOf("ada", "12345") != digest_);
    }

    void testItNeverGrowsPastItsBound() {
        for (std::size_t i = 0; i < VerifiedPasswords::most + 500; ++i)
            passwords_.put(passwords_.digestOf("ada", std::to_string(i)), {{}, 0, 0});
        CPPUNIT_ASSERT_EQUAL(VerifiedPasswords::most, passwords_.size());
        passwords_.put(digest_, {{}, 60000, 60000}); // by now all other entries have expired
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, passwords_.size());
    }

    void testNothingIsFoundAfterTheClockWasSetBack() {
        passwords_.put(digest_, {{}, 5000, 5000});
        CPPUNIT_ASSERT(!passwords_.find(digest_, 4999));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(VerifiedPasswordsTest);

} // namespace
