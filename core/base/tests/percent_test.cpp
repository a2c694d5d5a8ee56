// SPDX-License-Identifier: Apache-2.0
// Percent-encoding, one byte at a time.
#include "base/percent.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::base;
using namespace std::string_literals;

namespace {

class PercentTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(PercentTest);
    CPPUNIT_TEST(testEveryByteComesBackFromItsEncoding);
    CPPUNIT_TEST(testOnlyUnreservedBytesStayPlain);
    CPPUNIT_TEST(testDigitsAreTakenInEitherCase);
    CPPUNIT_TEST(testAnythingElseIsNoByte);
    CPPUNIT_TEST_SUITE_END();

    void testEveryByteComesBackFromItsEncoding() {
        for (int byte = 0; byte < 256; ++byte) {
            const std::string encoded = percentEncode(std::string(1, static_cast<char>(byte)));
            const char decoded = encoded.size() == 1 ? encoded[0] : percentByte(encoded).value();
            CPPUNIT_ASSERT_EQUAL(byte, static_cast<int>(static_cast<unsigned char>(decoded)));
        }
    }
    void testOnlyUnreservedBytesStayPlain() {
        const std::string plain = "ABCxyz019-._~";
        CPPUNIT_ASSERT_EQUAL(plain, percentEncode(plain));
        CPPUNIT_ASSERT_EQUAL("%2Fa%3Fb%3Dc%26d%20%25%2B%00%C3%A4"s, percentEncode("/a?b=c&d %+\0\u00e4"s));
        CPPUNIT_ASSERT_EQUAL(""s, percentEncode(""));
    }
    void testDigitsAreTakenInEitherCase() {
        CPPUNIT_ASSERT_EQUAL('/', percentByte("%2f").value());
        CPPUNIT_ASSERT_EQUAL('/', percentByte("%2Frest").value());
        CPPUNIT_ASSERT_EQUAL('\xff', percentByte("%fF").value());
    }
    void testAnythingElseIsNoByte() {
        for (const auto* text :
             {"", "%", "%4", "4%41", "%g1", "%1g", "%%41", "% 1", "%1 ", "%+1", "%-1", "%0x41", "%\xc3\xa4"})
            CPPUNIT_ASSERT_MESSAGE(text, !percentByte(text));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(PercentTest);

} // namespace
