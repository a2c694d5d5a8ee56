// SPDX-License-Identifier: Apache-2.0
// What the name of a static file says about it.
#include "http/asset_type.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http;

namespace {

class AssetTypeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AssetTypeTest);
    CPPUNIT_TEST(testTypeIsThatOfTheExtensionInAnyCase);
    CPPUNIT_TEST(testUnknownExtensionIsBytes);
    CPPUNIT_TEST(testPicturesAndArchivesArePacked);
    CPPUNIT_TEST(testHashBetweenNameAndExtensionIsAFingerprint);
    CPPUNIT_TEST(testHashHasEightToSixtyFourDigits);
    CPPUNIT_TEST(testDatesAndWordsAreNoFingerprints);
    CPPUNIT_TEST(testFingerprintStandsNowhereElse);
    CPPUNIT_TEST_SUITE_END();

    static void type(std::string_view wanted, const char* name) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name, wanted, contentTypeOf(name));
    }

    void testTypeIsThatOfTheExtensionInAnyCase() {
        type("text/css; charset=utf-8", "site.css");
        type("image/svg+xml", "img/Cat.SVG");
        type("text/javascript; charset=utf-8", "a.min.js");
        type("application/gzip", "site.css.gz");
        type("font/woff2", "x.woff2");
        type("application/manifest+json", "site.webmanifest");
    }
    void testUnknownExtensionIsBytes() {
        for (const char* name : {"", "css", "site.", "site.cs", "site.csss", "v1.2/site", "site.css/x", "site.css "})
            type("application/octet-stream", name);
    }
    void testPicturesAndArchivesArePacked() {
        for (const char* name : {"a.png", "a.JPG", "a.woff2", "a.mp4", "a.zip", "site.css.gz", "site.css.br"})
            CPPUNIT_ASSERT_MESSAGE(name, isPacked(name));
        for (const char* name : {"a.css", "a.svg", "a.wasm", "a.json", "a.bin", "a", "a.ico"})
            CPPUNIT_ASSERT_MESSAGE(name, !isPacked(name));
    }
    void testHashBetweenNameAndExtensionIsAFingerprint() {
        for (const char* name :
             {"site.3f9a1b2c.css", "js/app.0123456789abcdef.js", "a.b.c.d41d8cd98f00b204e9800998ecf8427e.svg",
              "x.0000000a.woff2", "photo.a0000000.JPG", "a.deadbee0.7z"})
            CPPUNIT_ASSERT_MESSAGE(name, isFingerprinted(name));
    }
    void testHashHasEightToSixtyFourDigits() {
        const auto named = [](std::size_t digits) { return "site." + std::string(digits - 1, 'a') + "1.css"; };
        CPPUNIT_ASSERT(isFingerprinted(named(8)) && isFingerprinted(named(64)));
        CPPUNIT_ASSERT(!isFingerprinted(named(7)) && !isFingerprinted(named(65)));
    }
    // Kept for a year, a report named after its day could not be corrected any more.
    void testDatesAndWordsAreNoFingerprints() {
        for (const char* name : {"report.20260101.pdf", "defaced.effacade.css", "x.deadbeef.css", "x.12345678.css"})
            CPPUNIT_ASSERT_MESSAGE(name, !isFingerprinted(name));
    }
    void testFingerprintStandsNowhereElse() {
        for (const char* name :
             {"", ".", "..", "3f9a1b2c", "3f9a1b2c.css", ".3f9a1b2c.css", "site.3f9a1b2c", "site.3f9a1b2c.",
              "site-3f9a1b2c.css", "site.3F9A1B2C.css", "site.3f9a1b2g.css", "site.3f9a1b2c.js.map",
              "site.3f9a1b2c.c_s", "3f9a1b2c/site.css", "a.3f9a1b2c.d/site.css", "a.3f9a1b2c/x.css", "site..css",
              "site.3f9a1b2c..css", "x/.3f9a1b2c.css"})
            CPPUNIT_ASSERT_MESSAGE(name, !isFingerprinted(name));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AssetTypeTest);

} // namespace
