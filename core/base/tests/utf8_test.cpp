// SPDX-License-Identifier: Apache-2.0
// Well-formed UTF-8: every character has one spelling, and everything else is refused.
#include "base/utf8.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::base;
using namespace std::string_literals;

namespace {

// The encoding of RFC 3629 without its limits: also for surrogates and code points above U+10FFFF.
std::string encode(std::uint32_t point) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    if (point < 0x80) return {byte(point)};
    if (point < 0x800) return {byte(0xc0 | point >> 6), byte(0x80 | (point & 63))};
    if (point < 0x10000) return {byte(0xe0 | point >> 12), byte(0x80 | (point >> 6 & 63)), byte(0x80 | (point & 63))};
    return {byte(0xf0 | point >> 18), byte(0x80 | (point >> 12 & 63)), byte(0x80 | (point >> 6 & 63)),
            byte(0x80 | (point & 63))};
}

class Utf8Test : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(Utf8Test);
    CPPUNIT_TEST(testEveryCodePointIsTextAndNoSurrogateIs);
    CPPUNIT_TEST(testEveryTruncatedCharacterIsRefused);
    CPPUNIT_TEST(testOnlyTheShortestFormIsTaken);
    CPPUNIT_TEST(testStrayBytesAreRefused);
    CPPUNIT_TEST(testControlsOfBothSetsAreFound);
    CPPUNIT_TEST_SUITE_END();

    void testEveryCodePointIsTextAndNoSurrogateIs() {
        for (std::uint32_t point = 0; point < 0x120000; ++point) {
            const std::string text = encode(point);
            const bool good = point < 0x110000 && (point < 0xd800 || point > 0xdfff);
            if (utf8Length(text) != (good ? text.size() : 0)) CPPUNIT_FAIL("code point " + std::to_string(point));
        }
    }
    void testEveryTruncatedCharacterIsRefused() {
        for (const auto& text : {"\u00e4"s, "\u20ac"s, "\U0001F600"s})
            for (std::size_t length = 1; length < text.size(); ++length) {
                CPPUNIT_ASSERT(!isUtf8(text.substr(0, length)));
                CPPUNIT_ASSERT(!isUtf8(text.substr(0, length) + "a"));
                CPPUNIT_ASSERT(!isUtf8(text.substr(length)));
            }
    }
    void testOnlyTheShortestFormIsTaken() {
        for (const auto& text :
             {"\xc0\x80"s, "\xc0\xaf"s, "\xc1\xbf"s, "\xe0\x80\xaf"s, "\xe0\x9f\xbf"s, "\xf0\x80\x80\xaf"s,
              "\xf0\x8f\xbf\xbf"s, "\xf8\x80\x80\x80\xaf"s, "\xfc\x80\x80\x80\x80\xaf"s})
            CPPUNIT_ASSERT(!isUtf8(text));
    }
    void testStrayBytesAreRefused() {
        for (int byte = 0x80; byte < 0x100; ++byte) CPPUNIT_ASSERT(!isUtf8(std::string(1, static_cast<char>(byte))));
        CPPUNIT_ASSERT(isUtf8(""));
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, utf8Length(""));
        CPPUNIT_ASSERT(isUtf8("a\0b"s));
        CPPUNIT_ASSERT(!isUtf8("good\u00e4\xff"));
    }
    void testControlsOfBothSetsAreFound() {
        for (std::uint32_t point = 0; point < 0x3000; ++point)
            CPPUNIT_ASSERT_EQUAL(point < 0x20 || (point >= 0x7f && point < 0xa0),
                                 hasControl("a" + encode(point) + "b"));
        CPPUNIT_ASSERT(!hasControl(""));
        CPPUNIT_ASSERT(hasControl("a\xc2\x80"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(Utf8Test);

} // namespace
