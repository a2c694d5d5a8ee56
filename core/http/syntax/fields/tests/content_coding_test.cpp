// SPDX-License-Identifier: Apache-2.0
// Accept-Encoding: which codings are accepted, in which order, and which are refused.
#include "http/syntax/fields/content_coding.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http::syntax;

class ContentCodingTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(ContentCodingTest);
    CPPUNIT_TEST(testWithoutTheHeaderBytesStayAsTheyAre);
    CPPUNIT_TEST(testSmallerOneIsFirstWhereTheClientDoesNotCare);
    CPPUNIT_TEST(testClientsOrderCounts);
    CPPUNIT_TEST(testZeroIsARefusal);
    CPPUNIT_TEST(testAsteriskStandsForWhatIsNotNamed);
    CPPUNIT_TEST(testIdentityIsRefusedOnlyExpressly);
    CPPUNIT_TEST(testNamesAreReadInAnyCase);
    CPPUNIT_TEST(testMalformedElementsDoNotCount);
    CPPUNIT_TEST_SUITE_END();

    static std::string order(std::optional<std::string_view> header) {
        std::string all;
        for (const Coding coding : codingsFor(header)) all.append(all.empty() ? "" : " ").append(nameOf(coding));
        return all;
    }
    static void expect(const std::string& wanted, std::initializer_list<const char*> headers) {
        for (const char* header : headers) CPPUNIT_ASSERT_EQUAL_MESSAGE(header, wanted, order(header));
    }

public:
    void testWithoutTheHeaderBytesStayAsTheyAre() {
        CPPUNIT_ASSERT_EQUAL(std::string("identity"), order(std::nullopt));
        expect("identity", {"", " ", ",", "zstd", "deflate, compress"});
    }
    void testSmallerOneIsFirstWhereTheClientDoesNotCare() {
        expect("br gzip identity", {"gzip, deflate, br, zstd", "br,gzip", "gzip;q=1.0, br;q=1", "gzip;q=0.2,br;q=0.2"});
        expect("gzip identity", {"gzip, deflate", "gzip;q=0.001", "x-gzip"});
    }
    void testClientsOrderCounts() {
        expect("gzip br identity", {"br;q=0.5, gzip", "br ; q=0.5 , gzip ; q=0.6"});
        expect("identity gzip", {"identity, gzip;q=0.5"});
        expect("br identity gzip", {"gzip;q=0.2, identity;q=0.5, br;q=0.5"});
    }
    void testZeroIsARefusal() {
        expect("gzip identity", {"br;q=0, gzip", "br;q=0.0, gzip"});
        expect("identity", {"br;q=0, gzip;q=0", "gzip;q=0"});
        CPPUNIT_ASSERT(!codingsFor("br;q=0").takes(Coding::Brotli) && codingsFor("br").takes(Coding::Brotli));
    }
    void testAsteriskStandsForWhatIsNotNamed() {
        expect("br gzip identity", {"*", "*;q=0.5"});
        expect("gzip identity", {"br;q=0, *"});
        expect("gzip br identity", {"gzip, *;q=0.1"});
    }
    void testIdentityIsRefusedOnlyExpressly() {
        expect("gzip", {"gzip, identity;q=0", "gzip, *;q=0"});
        expect("gzip identity", {"gzip, identity;q=0.5, *;q=0"});
        expect("", {"identity;q=0", "*;q=0", "br;q=0, gzip;q=0, identity;q=0"});
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, codingsFor("*;q=0").size());
    }
    void testNamesAreReadInAnyCase() { expect("br gzip identity", {"GZIP, Br", "gzip;Q=1, BR"}); }
    void testMalformedElementsDoNotCount() {
        expect("gzip identity", {"gzip, br;q=2", "gzip, br;q=", "gzip, br;x=1", "gzip, br q=1", "gzip, br;q=1;x=2",
                                 "gzip, ;q=1", "gzip, br;", "gzip, \"br\"", "gzip, br/1"});
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(ContentCodingTest);
