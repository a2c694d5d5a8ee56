// SPDX-License-Identifier: Apache-2.0
// Which values of "Authorization: Basic" are accepted and which are refused.
#include "basic_credentials.h"

#include <cppunit/extensions/HelperMacros.h>
#include <sodium.h>
#include <vector>

namespace {

using namespace auth_basic;

std::string base64(const std::string& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

class BasicCredentialsTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(BasicCredentialsTest);
    CPPUNIT_TEST(testExamplesOfTheRfcAreRead);
    CPPUNIT_TEST(testPasswordMayHaveColonsAndNameMayNot);
    CPPUNIT_TEST(testSchemeIsFoundInAnyCase);
    CPPUNIT_TEST(testOtherSchemesAreNotBasic);
    CPPUNIT_TEST(testEveryOtherSpellingOfTheBase64IsRefused);
    CPPUNIT_TEST(testControlsNulAndBrokenUtf8AreRefused);
    CPPUNIT_TEST(testLimitsAreExactToTheByte);
    CPPUNIT_TEST_SUITE_END();

    static bool reads(const std::string& pair) { return basicCredentials("Basic " + base64(pair)).has_value(); }

public:
    void testExamplesOfTheRfcAreRead() {
        const auto aladdin = basicCredentials("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        CPPUNIT_ASSERT(aladdin && aladdin->name == "Aladdin" && aladdin->password == "open sesame");
        const auto pound = basicCredentials("Basic dGVzdDoxMjPCow==");
        CPPUNIT_ASSERT(pound && pound->name == "test" && pound->password == "123\xc2\xa3");
    }

    void testPasswordMayHaveColonsAndNameMayNot() {
        const auto read = basicCredentials("Basic " + base64("ada:a:b:"));
        CPPUNIT_ASSERT(read && read->name == "ada" && read->password == "a:b:");
        CPPUNIT_ASSERT(!reads("ada"));
        CPPUNIT_ASSERT(!reads(":password"));
        CPPUNIT_ASSERT(!reads("ada:"));
        CPPUNIT_ASSERT(!reads(":"));
    }

    void testSchemeIsFoundInAnyCase() {
        for (const std::string scheme : {"basic ", "BASIC ", "BaSiC ", "Basic  ", "Basic     "})
            CPPUNIT_ASSERT(basicCredentials(scheme + base64("ada:pw")));
        CPPUNIT_ASSERT(isBasic("Basic"));
        CPPUNIT_ASSERT(!basicCredentials("Basic"));
        CPPUNIT_ASSERT(!basicCredentials("Basic "));
        CPPUNIT_ASSERT(!basicCredentials("Basic   "));
        CPPUNIT_ASSERT(!basicCredentials("Basic \tYTpi"));
    }

    void testOtherSchemesAreNotBasic() {
        for (const std::string value : {"", "Bas", "Bearer x", "Basicx", "Basic\tYTpi", " Basic YTpi", "Basi c"})
            CPPUNIT_ASSERT_MESSAGE(value, !isBasic(value) && !basicCredentials(value));
    }

    void testEveryOtherSpellingOfTheBase64IsRefused() {
        CPPUNIT_ASSERT(basicCredentials("Basic YTpiYg=="));
        for (const std::string text :
             {"YTpiYg", "YTpiYg=", "YTpiYg===", "YTpiYh==", "YTpiYg== ", "YTpi Yg==", "YTpi\nYg==", "YTpiYg==YTpi",
              "YTpiY-==", "YTpiY_==", "a:bb", "\"YTpiYg==\"", "=", "===="})
            CPPUNIT_ASSERT_MESSAGE(text, !basicCredentials("Basic " + text));
    }

    void testControlsNulAndBrokenUtf8AreRefused() {
        for (const std::string& pair : std::vector<std::string>{
                 std::string("ada:p\0w", 7), std::string("a\0a:pw", 6), "ada:p\nw", "a\ta:pw", "ada:p\x7fw", "ada:\xff",
                 "ada:\xc3", "ada:\xc3(", "ada:\xc0\xaf", "ada:\xe0\x80\xaf", "ada:\xed\xa0\x80",
                 "ada:\xf0\x80\x80\xaf", "ada:\xf4\x90\x80\x80", "ada:\xf5\x80\x80\x80", "\xe2\x82:pw", "ada:\x80"})
            CPPUNIT_ASSERT_MESSAGE(base64(pair), !reads(pair));
        CPPUNIT_ASSERT(reads("\xc3\xa5sa:\xe2\x82\xac\xf0\x9f\x94\x91"));
    }

    void testLimitsAreExactToTheByte() {
        CPPUNIT_ASSERT(reads(std::string(254, 'a') + ":" + std::string(1024, 'b')));
        CPPUNIT_ASSERT(!reads(std::string(255, 'a') + ":b"));
        CPPUNIT_ASSERT(!reads("a:" + std::string(1025, 'b')));
        CPPUNIT_ASSERT(!reads("a:" + std::string(100000, 'b')));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(BasicCredentialsTest);

} // namespace
