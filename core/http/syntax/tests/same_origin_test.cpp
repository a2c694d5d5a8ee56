// SPDX-License-Identifier: Apache-2.0
// Request forgery: what each browser header alone and together says.
#include "http/syntax/same_origin.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;

class SameOriginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SameOriginTest);
    CPPUNIT_TEST(testSecFetchSiteDecidesAlone);
    CPPUNIT_TEST(testSisterSitesAreCross);
    CPPUNIT_TEST(testOriginDecidesWithoutSecFetchSite);
    CPPUNIT_TEST(testNullAndMalformedOriginsAreCross);
    CPPUNIT_TEST(testRefererDecidesWithoutTheOthers);
    CPPUNIT_TEST(testNoHeaderAtAllIsUnknown);
    CPPUNIT_TEST_SUITE_END();

    using Header = std::optional<std::string_view>;
    static SameOrigin ask(Header site, Header origin, Header referer = std::nullopt) {
        return sameOrigin(site, origin, "site.example", "https", referer);
    }
    static constexpr std::nullopt_t none = std::nullopt;

public:
    void testSecFetchSiteDecidesAlone() {
        CPPUNIT_ASSERT(ask("same-origin", none) == SameOrigin::Same && ask("none", none) == SameOrigin::Same);
        CPPUNIT_ASSERT(ask("same-origin", "http://site.example") == SameOrigin::Same); // TLS may end in front of us
        CPPUNIT_ASSERT(ask("cross-site", none) == SameOrigin::Cross);
        CPPUNIT_ASSERT(ask("cross-site", "https://site.example") ==
                       SameOrigin::Cross); // a chain of redirects through us
    }

    void testSisterSitesAreCross() {
        CPPUNIT_ASSERT(ask("same-site", "https://other.site.example") == SameOrigin::Cross);
        for (const char* site : {"", "Same-Origin", "same-origin ", "same-origin, none", "x"})
            CPPUNIT_ASSERT_MESSAGE(site, ask(site, "https://site.example") == SameOrigin::Cross);
    }

    void testOriginDecidesWithoutSecFetchSite() {
        CPPUNIT_ASSERT(ask(none, "https://site.example") == SameOrigin::Same);
        CPPUNIT_ASSERT(ask(none, "https://Site.example:443") == SameOrigin::Same);
        for (const char* origin : {"https://evil.example", "http://site.example", "https://site.example:8443",
                                   "https://site.example.evil.example"})
            CPPUNIT_ASSERT_MESSAGE(origin, ask(none, origin, "https://site.example/") == SameOrigin::Cross);
    }

    void testNullAndMalformedOriginsAreCross() {
        for (const char* origin :
             {"null", "", "https://site.example/", "site.example", "https://site.example, https://site.example"})
            CPPUNIT_ASSERT_MESSAGE(origin, ask(none, origin) == SameOrigin::Cross);
        CPPUNIT_ASSERT(sameOrigin(none, "https://site.example", "", "https") == SameOrigin::Cross);
    }

    void testRefererDecidesWithoutTheOthers() {
        CPPUNIT_ASSERT(ask(none, none, "https://site.example/a?b") == SameOrigin::Same);
        for (const char* referer :
             {"https://evil.example/https://site.example/", "https://site.example@evil.example/", "about:blank", ""})
            CPPUNIT_ASSERT_MESSAGE(referer, ask(none, none, referer) == SameOrigin::Cross);
    }

    void testNoHeaderAtAllIsUnknown() { CPPUNIT_ASSERT(ask(none, none) == SameOrigin::Unknown); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SameOriginTest);
