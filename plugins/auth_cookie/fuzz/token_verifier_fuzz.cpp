// SPDX-License-Identifier: Apache-2.0
// Fuzzes the token verifier with raw bytes as a token and, signed with the right key, as the JSON of its header and its claims,
// which no outsider can produce. Nothing may throw, and an accepted token must satisfy the rules.
#include "../src/base64url.h"
#include "../src/signature.h"
#include "../src/token.h"

#include <cstdlib>

namespace {

using namespace auth_cookie;

const std::string key = "0123456789abcdef0123456789abcdef";
const TokenTerms terms{"portico", "portico", 30};
constexpr std::int64_t now = 1800000000;

std::string signedToken(std::string_view header, std::string_view claims) {
    const std::string text = toBase64url(header) + "." + toBase64url(claims);
    return text + "." + toBase64url(signatureOf(text, key));
}

void check(const TokenVerifier& gate, const std::string& token) {
    const auto claims = gate.admit(token, now);
    if (!claims) return;
    const bool right = token.size() <= TokenVerifier::mostBytes && !claims->subject.empty() &&
                       claims->subject.size() <= 64 && claims->session.size() == 43 &&
                       isBase64urlText(claims->session) && isTimely(*claims, terms, now);
    if (!right) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const TokenVerifier gate(key, terms);
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check(gate, std::string(bytes));
    check(gate, signedToken(bytes, R"({"sub":"u1"})"));
    check(gate, signedToken(R"({"alg":"HS256","typ":"at+jwt"})", bytes));
    const std::size_t middle = bytes.find('\n');
    if (middle != std::string_view::npos) check(gate, signedToken(bytes.substr(0, middle), bytes.substr(middle + 1)));
    return 0;
}
