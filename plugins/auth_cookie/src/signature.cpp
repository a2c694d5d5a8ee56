// SPDX-License-Identifier: Apache-2.0
// HMAC-SHA-256 by Poco::Crypto. libsodium compares, because Poco's comparison stops at the first byte that differs.
#include "signature.h"

#include "base64url.h"

#include <Poco/Crypto/DigestEngine.h>
#include <Poco/HMACEngine.h>
#include <sodium.h>

namespace auth_cookie {

namespace {

class Sha256 : public Poco::Crypto::DigestEngine {
public:
    enum { BLOCK_SIZE = 64, DIGEST_SIZE = 32 }; // HMACEngine requires these names
    Sha256() : DigestEngine("SHA256") {}
};

} // namespace

std::string signatureOf(std::string_view text, const std::string& key) {
    Poco::HMACEngine<Sha256> engine(key);
    engine.update(text.data(), text.size());
    const Poco::DigestEngine::Digest& digest = engine.digest();
    return {digest.begin(), digest.end()};
}

bool isSignatureOf(std::string_view signature, std::string_view text, const std::string& key) {
    const std::string expected = signatureOf(text, key);
    return signature.size() == expected.size() &&
           sodium_memcmp(signature.data(), expected.data(), expected.size()) == 0;
}

std::string keyName(const std::string& key) {
    return toBase64url(signatureOf("portico: name of this key", key)).substr(0, 8);
}

} // namespace auth_cookie
