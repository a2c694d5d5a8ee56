// SPDX-License-Identifier: Apache-2.0
// The token verifier against tokens that other JWT readers accept. Except for the first kinds, every forged token is signed with
// the right key: it is refused for its contents, not for its signature.
#include "../src/base64url.h"
#include "../src/signature.h"
#include "../src/token.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {

using namespace auth_cookie;

constexpr std::int64_t now = 1800000000;
const std::string key = "0123456789abcdef0123456789abcdef";
const std::string sid(43, 'S');
const TokenTerms terms{"portico", "portico", 30};

std::string signedText(const std::string& text, const std::string& with = key) {
    return text + "." + toBase64url(signatureOf(text, with));
}

std::string tokenOf(const std::string& header, const std::string& claims) {
    return signedText(toBase64url(header) + "." + toBase64url(claims));
}

const std::string goodHeader = R"({"alg":"HS256","typ":"at+jwt"})";

std::string claimsWith(const std::string& member, const std::string& replacement) {
    const std::vector<std::pair<std::string, std::string>> members{
        {"iss", R"("iss":"portico")"},     {"aud", R"("aud":"portico")"}, {"sub", R"("sub":"u1")"},
        {"sid", R"("sid":")" + sid + '"'}, {"jti", R"("jti":"abc")"},     {"iat", R"("iat":1800000000)"},
        {"nbf", R"("nbf":1800000000)"},    {"exp", R"("exp":1800000600)"}};
    std::string json;
    for (const auto& [name, text] : members) {
        const std::string& chosen = name == member ? replacement : text;
        if (!chosen.empty()) json += (json.empty() ? "" : ",") + chosen;
    }
    return "{" + json + "}";
}
const std::string goodClaims = claimsWith("", "");

class TokenVerifierTest : public CppUnit::TestFixture {
    CPPUNIT_TEST_SUITE(TokenVerifierTest);
    CPPUNIT_TEST(testIssuedTokenIsAcceptedWithAllItsClaims);
    CPPUNIT_TEST(testHandMadeTokenIsAcceptedSoThatTheTablesBelowAreMeaningful);
    CPPUNIT_TEST(testEveryOtherShapeIsRefused);
    CPPUNIT_TEST(testEveryOtherHeaderIsRefused);
    CPPUNIT_TEST(testEveryOtherClaimIsRefused);
    CPPUNIT_TEST(testEveryMissingClaimIsRefused);
    CPPUNIT_TEST(testEveryFlippedBitOfATokenIsRefused);
    CPPUNIT_TEST(testEveryCutOfATokenIsRefused);
    CPPUNIT_TEST(testTokenOfAnotherKeyIsRefused);
    CPPUNIT_TEST(testUnsignedTokensAreRefusedHoweverNoneIsSpelled);
    CPPUNIT_TEST(testTimesAreExactToTheSecondWithTheSkew);
    CPPUNIT_TEST(testTokenOfMoreThan4096BytesIsRefused);
    CPPUNIT_TEST(testNestedBombIsRefusedWithoutHarm);
    CPPUNIT_TEST_SUITE_END();

    const TokenVerifier verifier_{key, terms};

    bool admits(const std::string& token, std::int64_t at = now) const {
        return verifier_.admit(token, at).has_value();
    }
    void refuses(const std::string& token) const { CPPUNIT_ASSERT_MESSAGE("admitted: " + token, !admits(token)); }

public:
    void testIssuedTokenIsAcceptedWithAllItsClaims() {
        const auto claims = verifier_.admit(TokenIssuer(key, terms).mint("ada@x.org", sid, now, now + 600), now);
        CPPUNIT_ASSERT(claims);
        CPPUNIT_ASSERT_EQUAL(std::string("ada@x.org"), claims->subject);
        CPPUNIT_ASSERT_EQUAL(sid, claims->session);
        CPPUNIT_ASSERT_EQUAL(now, claims->issuedAt);
        CPPUNIT_ASSERT_EQUAL(now, claims->notBefore);
        CPPUNIT_ASSERT_EQUAL(now + 600, claims->expires);
        CPPUNIT_ASSERT_EQUAL(std::size_t{22}, claims->id.size());
    }

    void testHandMadeTokenIsAcceptedSoThatTheTablesBelowAreMeaningful() {
        CPPUNIT_ASSERT(admits(tokenOf(goodHeader, goodClaims)));
        CPPUNIT_ASSERT(
            admits(tokenOf(R"({"typ":"at+jwt","alg":"HS256","kid":")" + keyName(key) + R"("})", goodClaims)));
        CPPUNIT_ASSERT(admits(tokenOf(goodHeader, claimsWith("jti", R"("jti":"abc","more":"is ignored")"))));
    }

    void testEveryOtherShapeIsRefused() {
        const std::string good = tokenOf(goodHeader, goodClaims);
        const std::string head = toBase64url(goodHeader), body = toBase64url(goodClaims);
        const std::string mac = good.substr(good.rfind('.') + 1);
        for (const std::string& token : std::vector<std::string>{"",
                                                                 ".",
                                                                 "..",
                                                                 "...",
                                                                 "a.b.c",
                                                                 good + ".",
                                                                 good + "=",
                                                                 good + "==",
                                                                 good + ".x",
                                                                 "." + good,
                                                                 " " + good,
                                                                 good + " ",
                                                                 good + "\n",
                                                                 good + std::string(1, '\0'),
                                                                 "Bearer " + good,
                                                                 "\"" + good + "\"",
                                                                 head + "." + body,
                                                                 head + "." + body + ".",
                                                                 head + ".." + mac,
                                                                 "." + body + "." + mac,
                                                                 head + "." + body + "." + mac + "." + mac,
                                                                 head + "." + body + "." + mac.substr(1),
                                                                 head + "." + body + ".A" + mac,
                                                                 head + "." + body + "." + mac + "A",
                                                                 body + "." + head + "." + mac,
                                                                 signedText(head + "=." + body),
                                                                 signedText(head + "." + body + "="),
                                                                 signedText(head + "\n." + body),
                                                                 signedText(head + "." + body + "?"),
                                                                 signedText(head + "+." + body),
                                                                 signedText(head + "/." + body),
                                                                 signedText(head + "A." + body),
                                                                 signedText(head),
                                                                 signedText(""),
                                                                 signedText("."),
                                                                 signedText(head + "." + body + ".e30")})
            refuses(token);
        // The last character of the MAC carries two unused bits: all its other spellings are different texts.
        for (const char other : std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
            if (other != good.back()) refuses(good.substr(0, good.size() - 1) + other);
    }

    void testEveryOtherHeaderIsRefused() {
        for (const std::string& header :
             std::vector<std::string>{R"({"alg":"HS256"})",
                                      R"({"typ":"at+jwt"})",
                                      R"({})",
                                      "",
                                      "null",
                                      "[]",
                                      "1",
                                      R"("x")",
                                      R"({"alg":"HS256","typ":"JWT"})",
                                      R"({"alg":"HS256","typ":"AT+JWT"})",
                                      R"({"alg":"HS256","typ":"application/at+jwt"})",
                                      R"({"alg":"HS256","typ":"id+jwt"})",
                                      R"({"alg":"HS256","typ":["at+jwt"]})",
                                      R"({"alg":"HS256","typ":null})",
                                      R"({"alg":"none","typ":"at+jwt"})",
                                      R"({"alg":"None","typ":"at+jwt"})",
                                      R"({"alg":"hs256","typ":"at+jwt"})",
                                      R"({"alg":"HS384","typ":"at+jwt"})",
                                      R"({"alg":"HS512","typ":"at+jwt"})",
                                      R"({"alg":"RS256","typ":"at+jwt"})",
                                      R"({"alg":"ES256","typ":"at+jwt"})",
                                      R"({"alg":"","typ":"at+jwt"})",
                                      R"({"alg":256,"typ":"at+jwt"})",
                                      R"({"alg":["HS256"],"typ":"at+jwt"})",
                                      R"({"alg":{"HS256":1},"typ":"at+jwt"})",
                                      R"({"alg":"HS256\u0000","typ":"at+jwt"})",
                                      R"({"alg":"HS256 ","typ":"at+jwt"})",
                                      R"({"alg":"HS256","alg":"HS256","typ":"at+jwt"})",
                                      R"({"alg":"none","alg":"HS256","typ":"at+jwt"})",
                                      R"({"\u0061lg":"none","alg":"HS256","typ":"at+jwt"})",
                                      R"({"alg":"HS256","typ":"JWT","typ":"at+jwt"})",
                                      R"({"alg":"HS256","typ":"at+jwt","crit":["exp"]})",
                                      R"({"alg":"HS256","typ":"at+jwt","crit":"x"})",
                                      R"({"alg":"HS256","typ":"at+jwt","jku":"https://evil.example/"})",
                                      R"({"alg":"HS256","typ":"at+jwt","jwk":{"kty":"oct","k":"AA"}})",
                                      R"({"alg":"HS256","typ":"at+jwt","x5u":"https://evil.example/"})",
                                      R"({"alg":"HS256","typ":"at+jwt","x5c":["AA"]})",
                                      R"({"alg":"HS256","typ":"at+jwt","x5t":"AA"})",
                                      R"({"alg":"HS256","typ":"at+jwt","zip":"DEF"})",
                                      R"({"alg":"HS256","typ":"at+jwt","b64":false})",
                                      R"({"alg":"HS256","typ":"at+jwt","cty":"JWT"})",
                                      R"({"alg":"HS256","typ":"at+jwt","kid":"other"})",
                                      R"({"alg":"HS256","typ":"at+jwt","kid":""})",
                                      R"({"alg":"HS256","typ":"at+jwt","kid":1})",
                                      R"({"alg":"HS256","typ":"at+jwt","kid":"../../dev/null"})",
                                      R"({"alg":"HS256","typ":"at+jwt",})",
                                      R"({"alg":"HS256","typ":"at+jwt"} )"
                                      "x",
                                      R"({"alg":"HS256","typ":"at+jwt"}{})",
                                      R"(//c)"
                                      "\n"
                                      R"({"alg":"HS256","typ":"at+jwt"})",
                                      R"({'alg':'HS256','typ':'at+jwt'})",
                                      "\xef\xbb\xbf"
                                      R"({"alg":"HS256","typ":"at+jwt"})",
                                      R"([{"alg":"HS256","typ":"at+jwt"}])",
                                      R"({"alg":"HS256","typ":"at+jwt")",
                                      "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}\xff",
                                      "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}\xff{}"})
            refuses(tokenOf(header, goodClaims));
    }

    void testEveryOtherClaimIsRefused() {
        const std::vector<std::pair<std::string, std::vector<std::string>>> table{
            {"iss",
             {"\"\"", "\"evil\"", "\"portico/\"", "\"Portico\"", "1", "null", "[\"portico\"]", "\"portico\\u0000\""}},
            {"aud",
             {"\"\"", "\"other\"", "[\"portico\"]", "[\"other\",\"portico\"]", "{}", "null", "true", "\"PORTICO\""}},
            {"sub",
             {"\"\"", "1", "[1]", "null", "{\"a\":1}", "\"a b\"", "\"a\\u0000\"", "\"a/b\"", "\"u1\\n\"",
              '"' + std::string(65, 'a') + '"', "\"\\u00e9\""}},
            {"sid",
             {"\"\"", "\"short\"", '"' + std::string(42, 'S') + '"', '"' + std::string(44, 'S') + '"', "1", "null",
              '"' + std::string(42, 'S') + "=\"", '"' + std::string(42, 'S') + "+\"", "[\"" + sid + "\"]"}},
            {"jti", {"\"\"", "1", "null", "\"a b\"", '"' + std::string(65, 'a') + '"', "\"\\u0000\""}},
            {"exp",
             {"\"1800000600\"",
              "1800000600.0",
              "1800000600.5",
              "1.8e9",
              "1e20",
              "1e400",
              "-1",
              "0",
              "-1800000600",
              "null",
              "true",
              "[1800000600]",
              "{}",
              "99999999999999999999",
              "9223372036854775807",
              "18446744073709551615",
              "253402300800",
              "1800000000",
              "1799999999",
              "01800000600",
              "0x6b49d258",
              "NaN",
              "Infinity"}},
            {"iat",
             {"\"1800000000\"", "1800000000.0", "1.8e9", "-1", "0", "null", "false", "[1]", "9223372036854775807",
              "1800000031", "1800000600"}},
            {"nbf",
             {"\"1800000000\"", "1800000000.5", "1.8e9", "-1", "0", "null", "1800000031", "9223372036854775807"}},
        };
        std::size_t forged = 0;
        for (const auto& [name, values] : table)
            for (const std::string& value : values) {
                refuses(tokenOf(goodHeader, claimsWith(name, '"' + name + "\":" + value)));
                ++forged;
            }
        CPPUNIT_ASSERT(forged >= 60);
    }

    void testEveryMissingClaimIsRefused() {
        for (const std::string name : {"iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"}) {
            refuses(tokenOf(goodHeader, claimsWith(name, "")));
            const std::string twice = '"' + name + "\":1," + claimsWith("", "").substr(1);
            refuses(tokenOf(goodHeader, "{" + twice)); // the member again: other readers take the last one
        }
        for (const std::string claims : {"", "{}", "null", "[]", "1", "\"x\"", "foo"})
            refuses(tokenOf(goodHeader, claims));
        refuses(tokenOf(goodHeader, goodClaims + "{}"));
        refuses(tokenOf(goodHeader, "[" + goodClaims + "]"));
    }

    void testEveryFlippedBitOfATokenIsRefused() {
        const std::string good = tokenOf(goodHeader, goodClaims);
        for (std::size_t i = 0; i < good.size(); ++i)
            for (unsigned bit = 0; bit < 8; ++bit) {
                std::string bad = good;
                bad[i] = static_cast<char>(static_cast<unsigned char>(bad[i]) ^ 1U << bit);
                refuses(bad);
            }
    }

    void testEveryCutOfATokenIsRefused() {
        const std::string good = tokenOf(goodHeader, goodClaims);
        for (std::size_t length = 0; length < good.size(); ++length) refuses(good.substr(0, length));
    }

    void testTokenOfAnotherKeyIsRefused() {
        refuses(TokenIssuer("another-key-of-thirty-two-bytes!!", terms).mint("u1", sid, now, now + 600));
        refuses(signedText(toBase64url(goodHeader) + "." + toBase64url(goodClaims), "secret-key"));
        refuses(signedText(toBase64url(goodHeader) + "." + toBase64url(goodClaims), key + '\1'));
    }

    void testUnsignedTokensAreRefusedHoweverNoneIsSpelled() {
        for (const std::string none : {"none", "None", "NONE", "nOnE"}) {
            const std::string text =
                toBase64url(R"({"alg":")" + none + R"(","typ":"at+jwt"})") + "." + toBase64url(goodClaims);
            refuses(text);
            refuses(text + ".");
            refuses(signedText(text));
        }
    }

    void testTimesAreExactToTheSecondWithTheSkew() {
        const std::string token = TokenIssuer(key, terms).mint("u1", sid, now, now + 600);
        CPPUNIT_ASSERT(!admits(token, now - 31));
        CPPUNIT_ASSERT(admits(token, now - 30));
        CPPUNIT_ASSERT(admits(token, now + 629));
        CPPUNIT_ASSERT(!admits(token, now + 630));
    }

    void testTokenOfMoreThan4096BytesIsRefused() {
        const auto sized = [](std::size_t filling) {
            return tokenOf(goodHeader, claimsWith("jti", R"("jti":"abc","x":")" + std::string(filling, 'x') + '"'));
        };
        std::size_t filling = 2700;
        while (sized(filling + 1).size() <= TokenVerifier::mostBytes) ++filling;
        CPPUNIT_ASSERT(admits(sized(filling)));
        refuses(sized(filling + 1));
    }

    void testNestedBombIsRefusedWithoutHarm() {
        refuses(tokenOf(goodHeader, R"({"x":)" + std::string(2900, '[')));
        refuses(tokenOf(goodHeader, std::string(2900, '[')));
        refuses(tokenOf(goodHeader, std::string(1400, '[') + std::string(1400, ']')));
    }
};

CPPUNIT_TEST_SUITE_REGISTRATION(TokenVerifierTest);

} // namespace
