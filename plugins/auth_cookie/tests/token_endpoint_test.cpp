// SPDX-License-Identifier: Apache-2.0
// POST /token through the built plugin: the bodies of RFC 6749 §5.1 and §5.2.
#include "site.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using auth_cookie_tests::Site;
using portico::test::TestExchange;

class TokenEndpointTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TokenEndpointTest);
    CPPUNIT_TEST(testRightPasswordGetsTokenWithTypeLifetimeAndNoStore);
    CPPUNIT_TEST(testTokenIsABearerForItsOwnSession);
    CPPUNIT_TEST(testNoCookieIsSet);
    CPPUNIT_TEST(testWrongPasswordUnknownNameAndBadInputAreInvalidGrant);
    CPPUNIT_TEST(testMissingGrantTypeIsInvalidRequest);
    CPPUNIT_TEST(testOtherGrantTypeIsUnsupported);
    CPPUNIT_TEST(testMissingNameOrPasswordIsInvalidRequest);
    CPPUNIT_TEST(testRepeatedParameterIsInvalidRequest);
    CPPUNIT_TEST(testOtherContentTypeIsInvalidRequest);
    CPPUNIT_TEST(testUnknownScopesAreLeftOutAndTheAnswerSaysSo);
    CPPUNIT_TEST(testMalformedScopeIsInvalidScope);
    CPPUNIT_TEST(testBusyHashingIs503WithRetryAfter);
    CPPUNIT_TEST(testNoPasswordIsAcceptedOverPlainHttpFromOtherMachines);
    CPPUNIT_TEST_SUITE_END();

    Site site_;

    void isRefused(TestExchange& x, int status, const std::string& error) {
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, site_.plugin->handle(x));
        CPPUNIT_ASSERT_EQUAL(status, x.status);
        CPPUNIT_ASSERT_MESSAGE(x.answerBody, x.answerBody.starts_with(R"({"error":")" + error + '"'));
        CPPUNIT_ASSERT(x.answerHeader("Content-Type") == "application/json");
        CPPUNIT_ASSERT(x.answerHeader("Cache-Control") == "no-store");
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, site_.stores.sessions().alive.size());
    }
    void isRefused(const TestExchange::Fields& fields, const std::string& error) {
        auto x = Site::tokenForm("", "");
        x->formFields = fields;
        isRefused(*x, 400, error);
    }

public:
    void testRightPasswordGetsTokenWithTypeLifetimeAndNoStore() {
        const auto x = Site::tokenForm("ada@example.org", "12345");
        x->headers[0].second = "Application/X-WWW-Form-Urlencoded; charset=UTF-8";
        CPPUNIT_ASSERT_EQUAL(portico_status{PORTICO_OK}, site_.plugin->handle(*x));
        CPPUNIT_ASSERT_EQUAL(200, x->status);
        CPPUNIT_ASSERT(x->answerBody.starts_with(R"({"access_token":"eyJ)"));
        CPPUNIT_ASSERT(x->answerBody.ends_with(R"(","token_type":"Bearer","expires_in":600})"));
        CPPUNIT_ASSERT(x->answerHeader("Content-Type") == "application/json");
        CPPUNIT_ASSERT(x->answerHeader("Cache-Control") == "no-store");
    }

    void testTokenIsABearerForItsOwnSession() {
        const auto first = site_.byBearer(site_.bearer()), second = site_.byBearer(site_.bearer());
        CPPUNIT_ASSERT_EQUAL(site_.ada, first.id);
        CPPUNIT_ASSERT(first.session != second.session);
        CPPUNIT_ASSERT_EQUAL(site_.host.seconds() + 600, site_.stores.sessions().alive.at(first.session).expires);
    }

    void testNoCookieIsSet() {
        const auto x = Site::tokenForm("ada@example.org", "12345");
        site_.plugin->handle(*x);
        CPPUNIT_ASSERT_EQUAL(std::size_t{0}, x->countHeaders("Set-Cookie"));
    }

    void testWrongPasswordUnknownNameAndBadInputAreInvalidGrant() {
        for (const auto& [name, password] :
             std::vector<std::pair<std::string, std::string>>{{"ada@example.org", "54321"},
                                                              {"ghost@example.org", "12345"},
                                                              {"ada@example.org", "1"},
                                                              {"ada@example.org", std::string(5000, 'x')},
                                                              {"ada@example.org", std::string("12345\0", 6)},
                                                              {std::string(300, 'a'), "12345"}})
            isRefused(*Site::tokenForm(name, password), 400, "invalid_grant");
    }

    void testMissingGrantTypeIsInvalidRequest() {
        isRefused({{"username", "ada@example.org"}, {"password", "12345"}}, "invalid_request");
        isRefused({{"grant_type", ""}, {"username", "ada@example.org"}, {"password", "12345"}}, "invalid_request");
        isRefused(TestExchange::Fields{}, "invalid_request");
    }

    void testOtherGrantTypeIsUnsupported() {
        for (const std::string grant :
             {"client_credentials", "authorization_code", "Password", "password ", "refresh_token"})
            isRefused({{"grant_type", grant}, {"username", "ada@example.org"}, {"password", "12345"}},
                      "unsupported_grant_type");
    }

    void testMissingNameOrPasswordIsInvalidRequest() {
        isRefused({{"grant_type", "password"}, {"password", "12345"}}, "invalid_request");
        isRefused({{"grant_type", "password"}, {"username", "ada@example.org"}}, "invalid_request");
    }

    void testRepeatedParameterIsInvalidRequest() {
        for (const std::string name : {"grant_type", "username", "password", "scope", "client_id", "client_secret"}) {
            auto x = Site::tokenForm("ada@example.org", "12345");
            x->formFields.emplace_back(name, "x");
            x->formFields.emplace_back(name, "x");
            isRefused(*x, 400, "invalid_request");
        }
    }

    void testOtherContentTypeIsInvalidRequest() {
        for (const std::string type : {"", "application/json", "text/plain", "multipart/form-data; boundary=x",
                                       "application/x-www-form-urlencodedx", "application/x-www-form-urlencode"}) {
            auto x = Site::tokenForm("ada@example.org", "12345");
            x->headers[0].second = type;
            isRefused(*x, 400, "invalid_request");
        }
        auto none = Site::tokenForm("ada@example.org", "12345");
        none->headers.clear();
        isRefused(*none, 400, "invalid_request");
    }

    void testUnknownScopesAreLeftOutAndTheAnswerSaysSo() {
        for (const std::string scope : {"read", "read write", "openid profile:all https://x.example/y", " "}) {
            auto x = Site::tokenForm("ada@example.org", "12345");
            x->formFields.emplace_back("scope", scope);
            site_.plugin->handle(*x);
            CPPUNIT_ASSERT_EQUAL(200, x->status);
            CPPUNIT_ASSERT(x->answerBody.ends_with(R"("expires_in":600,"scope":""})"));
        }
        auto empty = Site::tokenForm("ada@example.org", "12345");
        empty->formFields.emplace_back("scope", "");
        site_.plugin->handle(*empty);
        CPPUNIT_ASSERT(empty->status == 200 && empty->answerBody.find("scope") == std::string::npos);
    }

    void testMalformedScopeIsInvalidScope() {
        for (const std::string scope : {"a\"b", "a\\b", "a\nb", "\xc3\xa9", "a\tb"}) {
            auto x = Site::tokenForm("ada@example.org", "12345");
            x->formFields.emplace_back("scope", scope);
            isRefused(*x, 400, "invalid_scope");
        }
    }

    void testBusyHashingIs503WithRetryAfter() {
        site_.stores.users().down = true;
        auto x = Site::tokenForm("ada@example.org", "12345");
        isRefused(*x, 503, "temporarily_unavailable");
        CPPUNIT_ASSERT(x->answerHeader("Retry-After") == "2");
    }

    void testNoPasswordIsAcceptedOverPlainHttpFromOtherMachines() {
        auto x = Site::tokenForm("ada@example.org", "12345");
        x->flags = 0;
        isRefused(*x, 400, "invalid_request");
        CPPUNIT_ASSERT_EQUAL(0, site_.stores.users().verifies);
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TokenEndpointTest);

} // namespace
