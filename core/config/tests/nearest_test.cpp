// SPDX-License-Identifier: Apache-2.0
// What counts as a typo.
#include "config/nearest.h"

#include <cppunit/extensions/HelperMacros.h>

#include <vector>

using namespace portico::config;

class NearestTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(NearestTest);
    CPPUNIT_TEST(testEachTypoCostsOne);
    CPPUNIT_TEST(testSwappedNeighboursCostOne);
    CPPUNIT_TEST(testClosestIsChosen);
    CPPUNIT_TEST(testWhatIsFarFromAllIsNotGuessed);
    CPPUNIT_TEST_SUITE_END();

public:
    void testEachTypoCostsOne() {
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, editDistance("listen", "listen"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, editDistance("lisen", "listen"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, editDistance("lissten", "listen"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, editDistance("lixten", "listen"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{6}, editDistance("", "listen"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{6}, editDistance("listen", ""));
    }

    void testSwappedNeighboursCostOne() {
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, editDistance("lsiten", "listen"));
        CPPUNIT_ASSERT_EQUAL(std::size_t{3}, editDistance("ca", "abc"));
    }

    void testClosestIsChosen() {
        const std::vector<std::string> known{"limits.uri", "limits.idle", "limits.body"};
        CPPUNIT_ASSERT_EQUAL(std::string("limits.idle"), nearest("limits.idel", known).value());
        CPPUNIT_ASSERT_EQUAL(std::string("limits.uri"), nearest("limits.url", known).value());
    }

    void testWhatIsFarFromAllIsNotGuessed() {
        const std::vector<std::string> known{"server.listen"};
        CPPUNIT_ASSERT(!nearest("foo.bar", known));
        CPPUNIT_ASSERT(!nearest("x", known));
        CPPUNIT_ASSERT(!nearest(std::string(201, 'a'), std::vector<std::string>{std::string(200, 'a')}));
        CPPUNIT_ASSERT(!nearest("server.listen", {}));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(NearestTest);
