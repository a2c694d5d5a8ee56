// SPDX-License-Identifier: Apache-2.0
// Which texts are valid names and roles: the rules of the SDK for all user stores.
#include <portico/user_rules.hpp>

#include <cppunit/extensions/HelperMacros.h>

using namespace portico;

class UserRulesTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(UserRulesTest);
    CPPUNIT_TEST(testSurroundingSpacesAndCaseAreIgnored);
    CPPUNIT_TEST(testNamesHave1To254Bytes);
    CPPUNIT_TEST(testOnlyStrictUtf8IsAName);
    CPPUNIT_TEST(testInvisibleCharactersAreNotAllowedInNames);
    CPPUNIT_TEST(testRolesAreWrittenOnceEach);
    CPPUNIT_TEST(testBadRolesAreRefused);
    CPPUNIT_TEST_SUITE_END();

public:
    void testSurroundingSpacesAndCaseAreIgnored() {
        CPPUNIT_ASSERT_EQUAL(std::string("Ada Lovelace"), nameIn("  Ada Lovelace ").value());
        CPPUNIT_ASSERT_EQUAL(std::string("user1@gmail.com"), canonicalName(" User1@Gmail.COM").value());
        CPPUNIT_ASSERT_EQUAL(std::string("\xc3\x89mile"), canonicalName("\xc3\x89MILE").value()); // only A to Z
        CPPUNIT_ASSERT(!nameIn("a  b"));                                                          // looks like "a b"
    }

    void testNamesHave1To254Bytes() {
        CPPUNIT_ASSERT(!nameIn("") && !nameIn("   "));
        CPPUNIT_ASSERT(nameIn("a"));
        CPPUNIT_ASSERT(nameIn(std::string(254, 'a')));
        CPPUNIT_ASSERT(!nameIn(std::string(255, 'a')));
        CPPUNIT_ASSERT(nameIn(" " + std::string(254, 'a') + " "));
    }

    void testOnlyStrictUtf8IsAName() {
        for (const std::string good :
             {"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbd", "\xed\x9f\xbf"})
            CPPUNIT_ASSERT_MESSAGE(good, nameIn(good));
        for (const std::string bad :
             {"\x80", "\xc3", "\xc3(", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xe2\x82", "\xed\xa0\x80",
              "\xf0\x80\x80\xaf", "\xf0\x9f\x98", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "a\xe2(\xac"})
            CPPUNIT_ASSERT_MESSAGE(bad, !nameIn(bad));
    }

    void testInvisibleCharactersAreNotAllowedInNames() {
        for (const std::string& bad : {std::string("a\0b", 3), std::string("a\nb"), std::string("a\x1b[2Jb"),
                                       std::string("a\x7f"), std::string("a\xc2\x85"),
                                       std::string("a\xc2\xa0"
                                                   "b"),
                                       std::string("a\xc2\xad"
                                                   "b"),
                                       std::string("a\xe2\x80\x8b"
                                                   "b"),
                                       std::string("a\xe2\x80\xae"
                                                   "b"),
                                       std::string("a\xe2\x81\xa6"
                                                   "b"),
                                       std::string("a\xe3\x80\x80"
                                                   "b"),
                                       std::string("\xef\xbb\xbf"
                                                   "a"),
                                       std::string("a\xf3\xa0\x80\xa1"), std::string("a:b")})
            CPPUNIT_ASSERT_MESSAGE(bad, !nameIn(bad));
    }

    void testRolesAreWrittenOnceEach() {
        CPPUNIT_ASSERT_EQUAL(std::string("admin editor"), rolesIn(" admin  editor admin ").value());
        CPPUNIT_ASSERT_EQUAL(std::string("admin admin-2"), rolesIn("admin,admin-2", ',').value());
        CPPUNIT_ASSERT_EQUAL(std::string(), rolesIn("").value());
    }

    void testBadRolesAreRefused() {
        for (const std::string bad : {"Admin", "a_b", "a,b", "a\tb", "\xc3\xa9", "a:b"})
            CPPUNIT_ASSERT_MESSAGE(bad, !rolesIn(bad));
        CPPUNIT_ASSERT(rolesIn(std::string(1024, 'a')));
        CPPUNIT_ASSERT(!rolesIn(std::string(1025, 'a')));
        CPPUNIT_ASSERT_THROW(mustBeRoles("A"), Error);
        CPPUNIT_ASSERT_THROW(mustBeName(":"), Error);
    }
};
CPPUNIT_TEST_SUITE_REGISTRATION(UserRulesTest);
