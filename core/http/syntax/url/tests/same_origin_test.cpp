// SPDX-License-Identifier: Apache-2.0
// Request forgery: the result of each browser header alone and of both together.
#include "http/syntax/url/same_origin.h"

#include <cppunit/extensions/HelperMacros.h>

using namespace portico::http::syntax;

class SameOriginTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(SameOriginTest);
    CPPUNIT_TEST(testSecFetchSiteDecidesFirst);
    CPPUNIT_TEST(testOriginThatContradictsSameOriginIsForeign);
    CPPUNIT_TEST(testOtherNameOfTheSiteIsNoContradiction);
    CPPUNIT_TEST(testOtherNameThatWasAskedForAndIsListedIsOurs);
    CPPUNIT_TEST(testProxyThatChangesSchemeOrPortIsNoContradiction);
    CPPUNIT_TEST(testSiblingSitesAndUnknownWordsAreForeign);
    CPPUNIT_TEST(testRequestThatNoPageMadeIsCheckedByItsOrigin);
    CPPUNIT_TEST(testOriginDecidesWithoutSecFetchSite);
    CPPUNIT_TEST(testNullAndMalformedOriginsAreForeign);
    CPPUNIT_TEST(testNoHeaderAtAllIsUnknown);
    CPPUNIT_TEST_SUITE_END();

    using Header = std::optional<std::string_view>;
    static SameOrigin ask(Header site, Header origin) {
        return sameOrigin(site, origin, {"site.example", "https", "alias.example:8080"});
    }
    static constexpr std::nullopt_t none = std::nullopt;

public:
    void testSecFetchSiteDecidesFirst() {
        CPPUNIT_ASSERT(ask("same-origin", none) == SameOrigin::Same);
        CPPUNIT_ASSERT(ask("same-origin", "https://site.example") == SameOrigin::Same);
        CPPUNIT_ASSERT(ask("cross-site", none) == SameOrigin::Foreign);
        // A chain of redirects that began on another site.
        CPPUNIT_ASSERT(ask("cross-site", "https://site.example") == SameOrigin::Foreign);
    }

    void testOriginThatContradictsSameOriginIsForeign() {
        for (const char* origin :
             {"https://evil.example", "https://site.example.evil.example", "https://sub.site.example",
              "https://127.0.0.1", "", "garbage", "https://site.example/", "file://site.example"})
            CPPUNIT_ASSERT_MESSAGE(origin, ask("same-origin", origin) == SameOrigin::Foreign);
        CPPUNIT_ASSERT(sameOrigin("same-origin", "https://site.example", {"", "https", ""}) == SameOrigin::Foreign);
    }

    // With server.public_url = "https://site.example", the site keeps its other names.
    void testOtherNameOfTheSiteIsNoContradiction() {
        CPPUNIT_ASSERT(ask("same-origin", "https://alias.example") == SameOrigin::Same);
        CPPUNIT_ASSERT(ask("same-origin", "https://127.0.0.1") == SameOrigin::Foreign);
        CPPUNIT_ASSERT(ask(none, "https://alias.example") == SameOrigin::Foreign); // unconfirmed
    }

    // Browsers send no Sec-Fetch-Site over plain http: visitors that used another name of server.hosts could send no form.
    void testOtherNameThatWasAskedForAndIsListedIsOurs() {
        const OwnOrigin own{"site.example", "https", "intranet:8080", "http"};
        CPPUNIT_ASSERT(sameOrigin(none, "http://intranet:8080", own) == SameOrigin::Same);
        CPPUNIT_ASSERT(sameOrigin(none, "https://site.example", own) == SameOrigin::Same);
        for (const char* origin : {"http://intranet", "https://intranet:8080", "http://other:8080", "null", ""})
            CPPUNIT_ASSERT_MESSAGE(origin, sameOrigin(none, origin, own) == SameOrigin::Foreign);
        CPPUNIT_ASSERT(sameOrigin(none, "http://", {"", "", "", "http"}) == SameOrigin::Foreign);
    }

    void testProxyThatChangesSchemeOrPortIsNoContradiction() {
        CPPUNIT_ASSERT(ask("same-origin", "http://site.example") == SameOrigin::Same);
        CPPUNIT_ASSERT(ask("same-origin", "https://Site.Example:8443") == SameOrigin::Same);
        CPPUNIT_ASSERT(ask("same-origin", "null") == SameOrigin::Same); // a proxy that adds "no-referrer"
    }

    void testSiblingSitesAndUnknownWordsAreForeign() {
        CPPUNIT_ASSERT(ask("same-site", "https://other.site.example") == SameOrigin::Foreign);
        for (const char* site :
             {"", "same-site", "Same-Origin", "same-origin ", "same-origin, none", "None", "x", "\xff"})
            CPPUNIT_ASSERT_MESSAGE(site, ask(site, "https://site.example") == SameOrigin::Foreign);
    }

    void testRequestThatNoPageMadeIsCheckedByItsOrigin() {
        CPPUNIT_ASSERT(ask("none", none) == SameOrigin::Unknown);
        CPPUNIT_ASSERT(ask("none", "https://site.example") == SameOrigin::Same);
        CPPUNIT_ASSERT(ask("none", "https://evil.example") == SameOrigin::Foreign);
        CPPUNIT_ASSERT(ask("none", "null") == SameOrigin::Foreign);
    }

    void testOriginDecidesWithoutSecFetchSite() {
        CPPUNIT_ASSERT(ask(none, "https://site.example") == SameOrigin::Same);
        CPPUNIT_ASSERT(ask(none, "https://Site.example:443") == SameOrigin::Same);
        for (const char* origin : {"https://evil.example", "http://site.example", "https://site.example:8443",
                                   "https://site.example.evil.example"})
            CPPUNIT_ASSERT_MESSAGE(origin, ask(none, origin) == SameOrigin::Foreign);
    }

    void testNullAndMalformedOriginsAreForeign() {
        for (const char* origin :
             {"null", "", "https://site.example/", "site.example", "https://site.example, https://site.example"})
            CPPUNIT_ASSERT_MESSAGE(origin, ask(none, origin) == SameOrigin::Foreign);
        CPPUNIT_ASSERT(sameOrigin(none, "https://site.example", {"", "https", ""}) == SameOrigin::Foreign);
    }

    void testNoHeaderAtAllIsUnknown() { CPPUNIT_ASSERT(ask(none, none) == SameOrigin::Unknown); }
};

CPPUNIT_TEST_SUITE_REGISTRATION(SameOriginTest);
