// SPDX-License-Identifier: Apache-2.0
// Addresses and address ranges of both families.
#include "http/syntax/address/address_range.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;
using namespace std::string_literals;

namespace {

bool in(const char* range, std::string_view address) { return AddressRange::parse(range).value().contains(address); }

} // namespace

class AddressRangeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AddressRangeTest);
    CPPUNIT_TEST(testAddressHasOneSpelling);
    CPPUNIT_TEST(testInvalidAddressIsRefused);
    CPPUNIT_TEST(testRangeEndsAtItsBits);
    CPPUNIT_TEST(testSingleAddressIsItsOwnRange);
    CPPUNIT_TEST(testMappedAddressIsThatOfIPv4);
    CPPUNIT_TEST(testRangesOfIPv6DoNotMeanIPv4);
    CPPUNIT_TEST(testMalformedRangesAreRefused);
    CPPUNIT_TEST_SUITE_END();

public:
    void testAddressHasOneSpelling() {
        CPPUNIT_ASSERT_EQUAL("192.0.2.1"s, parseIpAddress("192.0.2.1").value().text());
        CPPUNIT_ASSERT_EQUAL("192.0.2.1"s, parseIpAddress("::FFFF:192.0.2.1").value().text());
        CPPUNIT_ASSERT_EQUAL("2001:db8::1"s, parseIpAddress("2001:0DB8:0:0::0001").value().text());
        CPPUNIT_ASSERT(parseIpAddress("::ffff:c000:201") == parseIpAddress("192.0.2.1"));
        CPPUNIT_ASSERT_EQUAL("255.1.2.3"s, ipAddressOf("\xff\1\2\3").text());
    }
    void testInvalidAddressIsRefused() {
        for (const auto& text : {""s, "1"s, "1.2.3"s, "1.2.3.4.5"s, "256.1.1.1"s, "01.2.3.4"s, "1.2.3.4 "s, " 1.2.3.4"s,
                                 "::1%lo"s, "[::1]"s, "1.2.3.4:80"s, "localhost"s, ":::"s, "1::2::3"s, "12345::"s,
                                 "1.2.3.4\0"s, "0000:0000:0000:0000:0000:0000:0000:00000001"s})
            CPPUNIT_ASSERT_MESSAGE(text, !parseIpAddress(text));
    }
    void testRangeEndsAtItsBits() {
        CPPUNIT_ASSERT(in("10.0.0.0/8", "10.0.0.0") && in("10.0.0.0/8", "10.255.255.255"));
        CPPUNIT_ASSERT(!in("10.0.0.0/8", "9.255.255.255") && !in("10.0.0.0/8", "11.0.0.0"));
        CPPUNIT_ASSERT(in("172.16.0.0/12", "172.31.255.255") && !in("172.16.0.0/12", "172.32.0.0"));
        CPPUNIT_ASSERT(in("192.0.2.6/31", "192.0.2.7") && !in("192.0.2.6/31", "192.0.2.8"));
        CPPUNIT_ASSERT(in("0.0.0.0/0", "255.255.255.255") && !in("0.0.0.0/0", "::1"));
        CPPUNIT_ASSERT(in("fd00::/8", "fdff::1") && !in("fd00::/8", "fc00::") && !in("fd00::/8", "fe00::"));
        CPPUNIT_ASSERT(in("2001:db8::/33", "2001:db8:7fff::") && !in("2001:db8::/33", "2001:db8:8000::"));
    }
    void testSingleAddressIsItsOwnRange() {
        CPPUNIT_ASSERT(in("::1", "0:0::1") && !in("::1", "::2") && !in("::1", "127.0.0.1"));
        CPPUNIT_ASSERT(in("192.168.1.7", "192.168.1.7") && !in("192.168.1.7", "192.168.1.6"));
        CPPUNIT_ASSERT(in("192.168.1.7/32", "192.168.1.7") && in("::1/128", "::1"));
        CPPUNIT_ASSERT(!in("0.0.0.0/0", "") && !in("0.0.0.0/0", "localhost"));
    }
    void testMappedAddressIsThatOfIPv4() {
        CPPUNIT_ASSERT(in("10.0.0.0/8", "::ffff:10.1.2.3") && in("::ffff:10.0.0.0/104", "10.1.2.3"));
        CPPUNIT_ASSERT(in("::ffff:10.1.2.3", "10.1.2.3") && in("::ffff:0:0/96", "1.2.3.4"));
    }
    void testRangesOfIPv6DoNotMeanIPv4() {
        CPPUNIT_ASSERT(!in("::/0", "1.2.3.4") && in("::/0", "2001:db8::1") && in("::/0", "::1"));
        CPPUNIT_ASSERT(!in("::/64", "::ffff:1.2.3.4") && !in("::/80", "1.2.3.4"));
    }
    void testMalformedRangesAreRefused() {
        for (const auto* text : {"",
                                 "/",
                                 "/8",
                                 "10.0.0.0/",
                                 "10.0.0.0/33",
                                 "10.0.0.0/08",
                                 "10.0.0.0/+8",
                                 "10.0.0.0/ 8",
                                 "10.0.0.0/8 ",
                                 "10.0.0.0/8/8",
                                 "10.0.0.0/0x8",
                                 "10.0.0.0/1000",
                                 "10.0.0.1/8",
                                 "10/8",
                                 "::/129",
                                 "::1/127",
                                 "fd00::1/8",
                                 "*",
                                 "all",
                                 "[::1]",
                                 "10.0.0.0-10.0.0.9",
                                 "10.0.0.0/255.0.0.0",
                                 "::ffff:10.0.0.0/8"})
            CPPUNIT_ASSERT_MESSAGE(text, !AddressRange::parse(text));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AddressRangeTest);
