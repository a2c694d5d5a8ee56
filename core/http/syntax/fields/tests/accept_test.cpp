// SPDX-License-Identifier: Apache-2.0
// Page or data: tested with the headers that browsers, command-line tools and libraries send.
#include "http/syntax/fields/accept.h"

#include <cppunit/extensions/HelperMacros.h>

#include <array>

using namespace portico::http::syntax;

namespace {

constexpr std::array browsers = {
    // Chrome, Firefox, Safari, Internet Explorer 11, Edge (the old one), w3m, Lynx
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "text/html, application/xhtml+xml, image/jxr, */*",
    "text/html, application/xhtml+xml, application/xml; q=0.9, */*; q=0.8",
    "text/html, text/*;q=0.5, image/*, application/*",
    "text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01",
};
constexpr std::array programs = {
    // curl, wget and Python; axios; jQuery; fetch with JSON; others
    "*/*",
    "application/json, text/plain, */*",
    "application/json, text/javascript, */*; q=0.01",
    "application/json",
    "application/problem+json",
    "application/json, text/html;q=0.9",
    "text/html;q=0.9, application/json",
    "text/html, application/json",
    "text/plain",
    "text/html;q=0, */*",
    "text/html;q=0",
    "",
    "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
};

class AcceptTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(AcceptTest);
    CPPUNIT_TEST(testBrowsersNavigate);
    CPPUNIT_TEST(testProgramsDoNotNavigate);
    CPPUNIT_TEST(testSecFetchModeDecidesAloneWhenItIsThere);
    CPPUNIT_TEST(testOnlyMethodsOfLinksAndFormsNavigate);
    CPPUNIT_TEST(testHtmlIsPreferredOnlyWhenItIsWantedMore);
    CPPUNIT_TEST(testMostExactRangeGivesTheQuality);
    CPPUNIT_TEST(testQualityHasAtMostThreeDigitsAndIsAtMostOne);
    CPPUNIT_TEST(testMalformedRangesDoNotCount);
    CPPUNIT_TEST(testNoHeaderWantsEverything);
    CPPUNIT_TEST_SUITE_END();

    static int quality(std::string_view q) { return qualityOf("text/html;q=" + std::string(q), "text/html"); }

    void testBrowsersNavigate() {
        for (const auto* accept : browsers)
            for (const auto* method : {"GET", "HEAD", "POST"})
                CPPUNIT_ASSERT_MESSAGE(accept, isNavigation(method, {}, accept));
    }
    void testProgramsDoNotNavigate() {
        for (const auto* accept : programs) CPPUNIT_ASSERT_MESSAGE(accept, !isNavigation("GET", {}, accept));
        CPPUNIT_ASSERT(!isNavigation("GET", {}, {}));
    }
    void testSecFetchModeDecidesAloneWhenItIsThere() {
        CPPUNIT_ASSERT(isNavigation("GET", "navigate", "*/*"));
        CPPUNIT_ASSERT(isNavigation("POST", "navigate", {}));
        for (const auto* mode : {"cors", "no-cors", "same-origin", "websocket", "", "Navigate", "navigate "})
            CPPUNIT_ASSERT_MESSAGE(mode, !isNavigation("GET", mode, browsers[0]));
    }
    void testOnlyMethodsOfLinksAndFormsNavigate() {
        for (const auto* method : {"PUT", "PATCH", "DELETE", "OPTIONS", "get", ""})
            CPPUNIT_ASSERT_MESSAGE(method, !isNavigation(method, {}, browsers[0]));
    }
    void testHtmlIsPreferredOnlyWhenItIsWantedMore() {
        CPPUNIT_ASSERT(isNavigation("GET", {}, "text/html"));
        CPPUNIT_ASSERT(!isNavigation("GET", {}, "text/*"));
        CPPUNIT_ASSERT(isNavigation("GET", {}, "application/json;q=0.8, text/html"));
        CPPUNIT_ASSERT(!isNavigation("GET", {}, "application/json, text/html;q=0.5"));
    }
    void testMostExactRangeGivesTheQuality() {
        constexpr auto accept = "*/*;q=0.1, text/*;q=0.2, text/html;q=0.3";
        CPPUNIT_ASSERT_EQUAL(300, qualityOf(accept, "text/html"));
        CPPUNIT_ASSERT_EQUAL(200, qualityOf(accept, "text/plain"));
        CPPUNIT_ASSERT_EQUAL(100, qualityOf(accept, "image/png"));
        CPPUNIT_ASSERT_EQUAL(0, qualityOf("*/*, text/html;q=0", "text/html"));
        CPPUNIT_ASSERT_EQUAL(500, qualityOf("TEXT/HTML;Q=0.5", "text/html"));
        CPPUNIT_ASSERT_EQUAL(700, qualityOf("text/html;level=1;q=0.7", "text/html"));
        CPPUNIT_ASSERT_EQUAL(400, qualityOf("text/html;q=0.2, text/html;q=0.4", "text/html"));
        CPPUNIT_ASSERT_EQUAL(0, qualityOf("*/html", "text/html"));
    }
    void testQualityHasAtMostThreeDigitsAndIsAtMostOne() {
        CPPUNIT_ASSERT_EQUAL(1000, quality("1"));
        CPPUNIT_ASSERT_EQUAL(1000, quality("1.000"));
        CPPUNIT_ASSERT_EQUAL(0, quality("0"));
        CPPUNIT_ASSERT_EQUAL(0, quality("0."));
        CPPUNIT_ASSERT_EQUAL(800, quality("0.8"));
        CPPUNIT_ASSERT_EQUAL(800, quality("0.8 "));
        CPPUNIT_ASSERT_EQUAL(125, quality("0.125"));
        CPPUNIT_ASSERT_EQUAL(1, quality("0.001"));
        for (const auto* q :
             {"", "1.001", "1.1", "2", "0.1234", "1.0000", ".5", "-1", "+1", "0,5", "0.5.5", "0x1", "1e0", "a", " 1"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(q, 0, quality(q));
    }
    void testMalformedRangesDoNotCount() {
        for (const auto* accept :
             {"text", "text/", "/html", "text/html/x", "text html", "text/html;;q", "text/html; q = 1",
              "text/html;q=1;q=1", ",,,", "text/html;q", "\"text/html\"", "text/html\x01"})
            CPPUNIT_ASSERT_EQUAL_MESSAGE(accept, 0, qualityOf(accept, "text/html"));
        CPPUNIT_ASSERT_EQUAL(1000, qualityOf("garbage, , text/html", "text/html"));
        CPPUNIT_ASSERT_EQUAL(1000, qualityOf("a/b;c=\",text/plain,\", text/html", "text/html"));
        CPPUNIT_ASSERT_EQUAL(0, qualityOf("a/b;c=\",text/plain,\", text/html", "text/plain"));
    }
    void testNoHeaderWantsEverything() {
        CPPUNIT_ASSERT_EQUAL(1000, qualityOf({}, "text/html"));
        CPPUNIT_ASSERT_EQUAL(0, qualityOf("", "text/html"));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(AcceptTest);

} // namespace
