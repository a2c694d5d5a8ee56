// SPDX-License-Identifier: Apache-2.0
// Properties of an asset that follow from its name.
#include "http/assets/asset_type.h"

#include <cppunit/extensions/HelperMacros.h>

#include <string>

using namespace portico::http;

namespace {

class AssetTypeTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AssetTypeTest);
    CPPUNIT_TEST(testTypeIsThatOfTheExtensionInAnyCase);
    CPPUNIT_TEST(testUnknownExtensionIsBytes);
    CPPUNIT_TEST(testWhatBrowsersLoadIsKnownWithoutTheSystem);
    CPPUNIT_TEST(testSystemKnowsTheRestAndTheAdministratorStandsBeforeBoth);
    CPPUNIT_TEST(testNameWithoutAnExtensionMayHaveAType);
    CPPUNIT_TEST(testTextIsUtf8UnlessItsTypeSaysOtherwise);
    CPPUNIT_TEST(testPicturesAndArchivesArePacked);
    CPPUNIT_TEST(testOnlyPackedPicturesOfSvgAreGzipOfTheirType);
    CPPUNIT_TEST(testHashBetweenNameAndExtensionIsAFingerprint);
    CPPUNIT_TEST(testHashHasEightToSixtyFourDigits);
    CPPUNIT_TEST(testDatesAndWordsAreNoFingerprints);
    CPPUNIT_TEST(testFingerprintStandsNowhereElse);
    CPPUNIT_TEST_SUITE_END();

    static void type(std::string_view wanted, const char* name, const AssetTypes& types = {}) {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(name, wanted, types.contentTypeOf(name));
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
    void testWhatBrowsersLoadIsKnownWithoutTheSystem() {
        type("audio/mp4", "a.m4a");
        type("audio/ogg", "a.opus");
        type("video/webm", "a.webm");
        type("application/vnd.apple.mpegurl", "live/a.m3u8");
        type("video/mp2t", "live/1.ts");
        type("application/dash+xml", "a.mpd");
        type("image/avif", "a.avif");
        type("image/jxl", "a.jxl");
        type("image/apng", "a.apng");
        type("font/collection", "a.ttc");
        type("application/json", "site.css.map");
        type("model/gltf-binary", "a.glb");
    }
    void testSystemKnowsTheRestAndTheAdministratorStandsBeforeBoth() {
        const AssetTypes types(
            {{"usdz", "model/vnd.usdz+zip"}, {"md", "text/plain; charset=iso-8859-1"}, {"DOC", "x/doc"}},
            {{"odt", "application/vnd.oasis.opendocument.text"},
             {"js", "application/javascript"},
             {"usdz", "x/y"},
             {"doc", "application/msword"}});
        type("application/vnd.oasis.opendocument.text", "a.ODT", types);
        type("text/javascript; charset=utf-8", "a.js", types);
        type("model/vnd.usdz+zip", "a.usdz", types);
        type("text/plain; charset=iso-8859-1", "a.md", types);
        type("x/doc", "a.doc", types);
        CPPUNIT_ASSERT(types.isPacked("a.odt") && types.isPacked("a.usdz") && !types.isPacked("a.md"));
    }
    void testNameWithoutAnExtensionMayHaveAType() {
        type("application/json", ".well-known/apple-app-site-association");
        type("application/json", "openid-configuration");
        type("application/octet-stream", "apple-app-site-association/x");
        const AssetTypes types({{"LICENSE", "text/plain"}, {"robots.txt", "text/x-robots"}}, {});
        type("text/plain; charset=utf-8", "a/LICENSE", types);
        type("text/plain; charset=utf-8", "a.license", types);
        type("text/x-robots; charset=utf-8", "robots.txt", types);
        type("text/plain; charset=utf-8", "robots2.txt", types);
    }
    void testTextIsUtf8UnlessItsTypeSaysOtherwise() {
        type("text/vtt; charset=utf-8", "a.vtt");
        type("text/x-c; charset=utf-8", "a.c", AssetTypes({}, {{"c", "text/x-c"}}));
        type("application/xml", "a.xml");
    }
    void testPicturesAndArchivesArePacked() {
        for (const char* name :
             {"a.png", "a.JPG", "a.woff2", "a.mp4", "a.zip", "site.css.gz", "site.css.br", "a.flac", "a.webp"})
            CPPUNIT_ASSERT_MESSAGE(name, AssetTypes().isPacked(name));
        for (const char* name :
             {"a.css", "a.svg", "a.wasm", "a.json", "a.bin", "a", "a.ico", "a.wav", "a.bmp", "a.m3u8", "a.ttf"})
            CPPUNIT_ASSERT_MESSAGE(name, !AssetTypes().isPacked(name));
    }
    void testOnlyPackedPicturesOfSvgAreGzipOfTheirType() {
        CPPUNIT_ASSERT(AssetTypes().isGzip("a.svgz") && AssetTypes().isPacked("a.svgz"));
        for (const char* name : {"a.svg", "a.gz", "svgz", "a"})
            CPPUNIT_ASSERT_MESSAGE(name, !AssetTypes().isGzip(name));
        CPPUNIT_ASSERT(!AssetTypes({{"svgz", "application/gzip"}}, {}).isGzip("a.svgz"));
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
    // Cached for a year, a report named after its date could not be corrected.
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
