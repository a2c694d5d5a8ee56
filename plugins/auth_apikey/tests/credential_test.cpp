// SPDX-License-Identifier: Apache-2.0
// Where an API key is found in a request, and what is no API key.
#include "credential.h"
#include "support/test_exchange.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using namespace auth_apikey;
using portico::test::TestExchange;

const std::string key = "pk_" + std::string(43, 'A');

class CredentialTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(CredentialTest);
    CPPUNIT_TEST(testKeyIsThePrefixAndExactly43Digits);
    CPPUNIT_TEST(testSchemeIsFoundInAnyCaseAndWithSeveralSpaces);
    CPPUNIT_TEST(testOtherValuesOfAuthorizationAreNoKeys);
    CPPUNIT_TEST(testKeyIsFoundInEitherHeader);
    CPPUNIT_TEST(testWhateverIsInTheOwnHeaderIsACredential);
    CPPUNIT_TEST(testTwoKeysAreAmbiguousWhereverTheyAre);
    CPPUNIT_TEST(testKeyBesideAnotherAuthorizationIsAmbiguousInAnyOrder);
    CPPUNIT_TEST_SUITE_END();

    static Credential in(const TestExchange::Fields& headers) {
        TestExchange x;
        x.headers = headers;
        const Credential found = credentialOf(x.view());
        return {found.kind, {}}; // the text is borrowed from the exchange
    }
    static void is(Credential::Kind kind, const TestExchange::Fields& headers) {
        CPPUNIT_ASSERT(kind == in(headers).kind);
    }

public:
    void testKeyIsThePrefixAndExactly43Digits() {
        CPPUNIT_ASSERT(isApiKey(key));
        CPPUNIT_ASSERT(isApiKey("pk_-_09azAZ" + std::string(35, 'z')));
        for (const std::string& text :
             {std::string(), std::string("pk_"), key + "A", key.substr(0, 45), "PK_" + std::string(43, 'A'),
              "pk-" + std::string(43, 'A'), "pk_" + std::string(42, 'A') + "=", "pk_" + std::string(42, 'A') + " ",
              "pk_" + std::string(42, 'A') + "\n", "pk_" + std::string(42, 'A') + std::string(1, '\0'),
              "pk_" + std::string(42, 'A') + "\xc3", " " + key})
            CPPUNIT_ASSERT_MESSAGE(text, !isApiKey(text));
    }

    void testSchemeIsFoundInAnyCaseAndWithSeveralSpaces() {
        for (const std::string scheme : {"Bearer ", "bearer ", "BEARER ", "BeArEr     "})
            CPPUNIT_ASSERT(keyInAuthorization(scheme + key) == key);
        CPPUNIT_ASSERT(keyInAuthorization("Bearer pk_") == "pk_"); // wrong, but a key
        CPPUNIT_ASSERT(keyInAuthorization("Bearer " + key + ", Basic YTpi") == key + ", Basic YTpi");
    }

    void testOtherValuesOfAuthorizationAreNoKeys() {
        for (const std::string& value :
             {std::string(), std::string("Bearer"), std::string("Bearer "), std::string("Bearer eyJhbGciOiJ"), key,
              "Basic " + key, "Bearer\t" + key, "Bearer PK_" + key, "Bearer \"" + key + '"', "Bearer" + key,
              "Basic YTpi, Bearer " + key, " Bearer " + key, std::string("Bearer pk")})
            CPPUNIT_ASSERT_MESSAGE(value, !keyInAuthorization(value));
    }

    void testKeyIsFoundInEitherHeader() {
        is(Credential::Kind::Key, {{"Authorization", "Bearer " + key}});
        is(Credential::Kind::Key, {{"x-api-key", key}});
        is(Credential::Kind::Key, {{"X-Api-Key", key}, {"Authorization", "Bearer eyJh"}});
        is(Credential::Kind::None, {{"X_Api_Key", key}});
        is(Credential::Kind::None, {{"Authorization", "Basic YTpi"}});
        is(Credential::Kind::None, {});
    }

    void testWhateverIsInTheOwnHeaderIsACredential() {
        for (const std::string value : {"", "x", "Bearer pk_x", "a, b"})
            is(Credential::Kind::Key, {{"X-Api-Key", value}});
    }

    void testTwoKeysAreAmbiguousWhereverTheyAre() {
        const std::string bearer = "Bearer " + key;
        is(Credential::Kind::Ambiguous, {{"X-Api-Key", key}, {"X-Api-Key", key}});
        is(Credential::Kind::Ambiguous, {{"X-Api-Key", key}, {"x-api-key", ""}});
        is(Credential::Kind::Ambiguous, {{"Authorization", bearer}, {"X-Api-Key", key}});
        is(Credential::Kind::Ambiguous, {{"Authorization", bearer}, {"Authorization", bearer}});
    }

    void testKeyBesideAnotherAuthorizationIsAmbiguousInAnyOrder() {
        for (const std::string other : {"Basic YTpi", "Bearer eyJh", "", "Digest a=b"}) {
            is(Credential::Kind::Ambiguous, {{"Authorization", "Bearer " + key}, {"Authorization", other}});
            is(Credential::Kind::Ambiguous, {{"Authorization", other}, {"Authorization", "Bearer " + key}});
        }
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(CredentialTest);

} // namespace
