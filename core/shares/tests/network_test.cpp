// SPDX-License-Identifier: Apache-2.0
// Which addresses belong to the same network.
#include "shares/network.h"

#include <cppunit/extensions/HelperMacros.h>

using portico::shares::Network;

namespace {

class NetworkTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(NetworkTest);
    CPPUNIT_TEST(testNetworkIsOfTheFirstBits);
    CPPUNIT_TEST(testMappedAddressIsTheIpv4AddressThatItIs);
    CPPUNIT_TEST(testInvalidAddressIsUnknown);
    CPPUNIT_TEST_SUITE_END();

    static void is(const std::string& text, std::string_view address) {
        CPPUNIT_ASSERT_EQUAL(text, Network::of(address).text());
    }

public:
    void testNetworkIsOfTheFirstBits() {
        is("192.0.2.0/24", "192.0.2.7");
        is("127.0.0.0/24", "127.0.0.255");
        is("2001:db8:0:1::/64", "2001:db8:0:1:ffff::2");
        is("::/64", "::1");
        CPPUNIT_ASSERT(Network::of("192.0.2.7") == Network::of("192.0.2.200"));
        CPPUNIT_ASSERT(Network::of("192.0.2.7") != Network::of("192.0.3.7"));
        CPPUNIT_ASSERT(Network::of("2001:db8:0:1::1") == Network::of("2001:db8:0:1:a:b:c:d"));
        CPPUNIT_ASSERT(Network::of("2001:db8:0:1::1") != Network::of("2001:db8:0:2::1"));
        CPPUNIT_ASSERT(Network::of("0.0.0.1") != Network::of("::1"));
    }
    void testMappedAddressIsTheIpv4AddressThatItIs() { is("192.0.2.0/24", "::ffff:192.0.2.7"); }
    void testInvalidAddressIsUnknown() {
        is("unix", "unix");
        for (const char* text : {"", "unknown", "_hidden", "192.0.2", "1.2.3.4:80", "[::1]",
                                 "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc"})
            is("unknown", text);
        CPPUNIT_ASSERT(Network::of("unknown") == Network());
        CPPUNIT_ASSERT(Network::of("unix") != Network());
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NetworkTest);

} // namespace
