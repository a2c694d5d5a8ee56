// SPDX-License-Identifier: Apache-2.0
// Bytes in a password file that are not part of the password.
#include "cli/password_input.h"

#include <cppunit/extensions/HelperMacros.h>

class PasswordInputTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PasswordInputTest);
    CPPUNIT_TEST(testByteOrderMarkAndCarriageReturnAreNoPartOfIt);
    CPPUNIT_TEST(testSpacesAre);
    CPPUNIT_TEST_SUITE_END();

public:
    void testByteOrderMarkAndCarriageReturnAreNoPartOfIt() {
        CPPUNIT_ASSERT_EQUAL(std::string("secret"), portico::cli::passwordIn("\xef\xbb\xbfsecret\r"));
        CPPUNIT_ASSERT_EQUAL(std::string(), portico::cli::passwordIn("\xef\xbb\xbf"));
        CPPUNIT_ASSERT_EQUAL(std::string("a\rb\r"), portico::cli::passwordIn("a\rb\r\r"));
    }
    void testSpacesAre() { CPPUNIT_ASSERT_EQUAL(std::string(" a b "), portico::cli::passwordIn(" a b ")); }
};
CPPUNIT_TEST_SUITE_REGISTRATION(PasswordInputTest);
