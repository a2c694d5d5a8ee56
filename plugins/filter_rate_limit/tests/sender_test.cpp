// SPDX-License-Identifier: Apache-2.0
#include "sender.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using filter_rate_limit::senderOf;

class SenderTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SenderTest);
    CPPUNIT_TEST(testAddressesOfOneNetworkOfIpv6AreOneSender);
    CPPUNIT_TEST(testEachIpv4AddressIsASender);
    CPPUNIT_TEST(testAnythingElseIsItself);
    CPPUNIT_TEST_SUITE_END();

    void testAddressesOfOneNetworkOfIpv6AreOneSender() {
        CPPUNIT_ASSERT_EQUAL(std::string("2001:db8:0:1::/64"), senderOf("2001:db8:0:1::1"));
        CPPUNIT_ASSERT_EQUAL(senderOf("2001:db8:0:1::1"), senderOf("2001:db8:0:1:ffff:ffff:ffff:ffff"));
        CPPUNIT_ASSERT(senderOf("2001:db8:0:1::1") != senderOf("2001:db8:0:2::1"));
    }
    void testEachIpv4AddressIsASender() {
        CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.7"), senderOf("192.0.2.7"));
        CPPUNIT_ASSERT_EQUAL(std::string("192.0.2.7"), senderOf("::ffff:192.0.2.7"));
        CPPUNIT_ASSERT(senderOf("192.0.2.7") != senderOf("192.0.2.8"));
    }
    void testAnythingElseIsItself() {
        for (const char* peer : {"unknown", "unix", "", "2001:db8::1%eth0"})
            CPPUNIT_ASSERT_EQUAL(std::string(peer), senderOf(peer));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SenderTest);

} // namespace
