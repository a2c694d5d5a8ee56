// SPDX-License-Identifier: Apache-2.0
#include <portico/ip_network.hpp>

#include <cppunit/extensions/HelperMacros.h>

#include <string>

namespace portico {

class IpNetworkHppTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(IpNetworkHppTest);
    CPPUNIT_TEST(testAddressesHaveOneMeaning);
    CPPUNIT_TEST(testMalformedAddressesAreNone);
    CPPUNIT_TEST(testNetworksContainTheirAddressesOnly);
    CPPUNIT_TEST(testMalformedNetworksAreNone);
    CPPUNIT_TEST_SUITE_END();

    static bool isIn(const char* network, const char* address) {
        return IpNetwork::parse(network).value().contains(IpAddress::parse(address).value());
    }

    void testAddressesHaveOneMeaning() {
        CPPUNIT_ASSERT(IpAddress::parse("192.0.2.7") == IpAddress::parse("::ffff:192.0.2.7"));
        CPPUNIT_ASSERT(IpAddress::parse("::ffff:c000:207") == IpAddress::parse("192.0.2.7"));
        CPPUNIT_ASSERT(IpAddress::parse("2001:DB8::1") == IpAddress::parse("2001:0db8:0:0:0:0:0:1"));
        CPPUNIT_ASSERT(IpAddress::parse("::") && IpAddress::parse("::1") && IpAddress::parse("1::"));
        CPPUNIT_ASSERT(IpAddress::parse("1:2:3:4:5:6:7::") == IpAddress::parse("1:2:3:4:5:6:7:0"));
        CPPUNIT_ASSERT(IpAddress::parse("1:2:3:4:5:6:1.2.3.4") == IpAddress::parse("1:2:3:4:5:6:102:304"));
    }
    void testMalformedAddressesAreNone() {
        for (const char* text : {"",
                                 "1",
                                 "1.2.3",
                                 "1.2.3.4.5",
                                 "1.2.3.256",
                                 "01.2.3.4",
                                 "1.2.3.4 ",
                                 "1.2.3.",
                                 ".1.2.3",
                                 "1.2.3.0x4",
                                 ":",
                                 ":::",
                                 "1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7:8:9",
                                 "1::2::3",
                                 "12345::",
                                 "g::",
                                 "1:2:3:4:5:6:7:8::",
                                 "::1:2:3:4:5:6:7:8",
                                 "1.2.3.4::",
                                 "::1.2.3.4:5",
                                 ":1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7:",
                                 "[::1]",
                                 "fe80::1%eth0",
                                 "::1/128",
                                 "unix",
                                 "unknown",
                                 "::ffff:1.2.3",
                                 "1:2:3:4:5:6:7:1.2.3.4"})
            CPPUNIT_ASSERT_MESSAGE(text, !IpAddress::parse(text));
    }
    void testNetworksContainTheirAddressesOnly() {
        CPPUNIT_ASSERT(isIn("192.0.2.0/24", "192.0.2.255") && !isIn("192.0.2.0/24", "192.0.3.0"));
        CPPUNIT_ASSERT(isIn("10.0.0.0/8", "::ffff:10.1.2.3") && isIn("192.0.2.7", "192.0.2.7"));
        CPPUNIT_ASSERT(!isIn("192.0.2.7", "192.0.2.6"));
        CPPUNIT_ASSERT(isIn("2001:db8::/33", "2001:db8:7fff::1") && !isIn("2001:db8::/33", "2001:db8:8000::1"));
        CPPUNIT_ASSERT(isIn("0.0.0.0/0", "1.2.3.4") && !isIn("0.0.0.0/0", "::1"));
        CPPUNIT_ASSERT(isIn("::/0", "::1") && !isIn("::/0", "1.2.3.4"));
    }
    void testMalformedNetworksAreNone() {
        for (const char* text : {"10.1.2.3/8", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/08", "10.0.0.0/-1",
                                 "10.0.0.0/8/8", "2001:db8::1/64", "/8", "10.0.0.0/ 8", "::/1000"})
            CPPUNIT_ASSERT_MESSAGE(text, !IpNetwork::parse(text));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(IpNetworkHppTest);

} // namespace portico
