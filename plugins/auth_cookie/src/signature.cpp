// SPDX-License-Identifier: Apache-2.0
// Poco::JWT signs. It does not verify, because Poco::JWT::Signer::tryVerify() (1.11)
// - parses the JSON of a token before it looks at the signature, takes the last of two members of the same name and ignores
//   header members that it does not know, such as "crit": here the signature comes first, and flat_json.h parses afterwards;
// - takes the algorithm from the token: here it is fixed;
// - ignores a fourth segment and accepts other spellings of base64: here each token has one spelling;
// - compares with ==, which stops at the first byte that differs: here libsodium compares in constant time.
// Verifying therefore uses the same HMAC engine of Poco::Crypto with which Poco::JWT signs.
// Times are set as integers: Poco's own setters write a fraction, which the token verifier refuses.
#include "signature.h"

#include "base64url.h"

#include <Poco/Crypto/DigestEngine.h>
#include <Poco/HMACEngine.h>
#include <Poco/JWT/Signer.h>
#include <Poco/JWT/Token.h>
#include <sodium.h>

namespace auth_cookie {

namespace {

class Sha256 : public Poco::Crypto::DigestEngine {
public:
    enum { BLOCK_SIZE = 64, DIGEST_SIZE = 32 }; // HMACEngine requires these names
    Sha256() : DigestEngine("SHA256") {}
};

struct Segments {
    std::string_view header, claims, signature, signedText;
};

std::optional<Segments> cut(std::string_view token) {
    const std::size_t first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = token.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    // A third dot would be part of the signature, where base64url does not allow it.
    return Segments{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1),
                    token.substr(0, second)};
}

bool isSignatureOf(std::string_view signature, std::string_view text, const std::string& key) {
    const std::string expected = signatureOf(text, key);
    return signature.size() == expected.size() &&
           sodium_memcmp(signature.data(), expected.data(), expected.size()) == 0;
}

} // namespace

std::string signedToken(const FlatJson::Members& claims, const std::string& key) {
    Poco::JWT::Token token;
    token.setType(std::string(tokenType));
    token.header().set("kid", keyName(key));
    for (const auto& [name, value] : claims) {
        if (const auto* text = std::get_if<std::string>(&value)) token.payload().set(name, *text);
        if (const auto* number = std::get_if<std::int64_t>(&value)) token.payload().set(name, Poco::Int64{*number});
    }
    return Poco::JWT::Signer(key).sign(token, std::string(tokenAlgorithm));
}

std::optional<SignedTexts> signedTexts(std::string_view token, const std::string& key) {
    const std::optional<Segments> segments = cut(token);
    if (!segments) return std::nullopt;
    const std::optional<std::string> signature = fromBase64url(segments->signature);
    if (!signature || !isSignatureOf(*signature, segments->signedText, key)) return std::nullopt;
    std::optional<std::string> header = fromBase64url(segments->header);
    std::optional<std::string> claims = fromBase64url(segments->claims);
    if (!header || !claims) return std::nullopt;
    return SignedTexts{*std::move(header), *std::move(claims)};
}

std::string signatureOf(std::string_view text, const std::string& key) {
    Poco::HMACEngine<Sha256> engine(key);
    engine.update(text.data(), text.size());
    const Poco::DigestEngine::Digest& digest = engine.digest();
    return {digest.begin(), digest.end()};
}

std::string keyName(const std::string& key) {
    return toBase64url(signatureOf("portico: name of this key", key)).substr(0, 8);
}

} // namespace auth_cookie
