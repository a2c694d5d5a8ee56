// SPDX-License-Identifier: Apache-2.0
#include "passwords/hasher.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <crypt.h>
#include <memory>
#include <new>
#include <sodium.h>
#include <stdexcept>

namespace portico::passwords {
namespace {

// The password as a C string for crypt, and crypt's own memory, which contains parts of it. The destructor wipes both.
class CryptCall {
public:
    CryptCall() = default;
    CryptCall(const CryptCall&) = delete;
    CryptCall& operator=(const CryptCall&) = delete;
    ~CryptCall() {
        sodium_memzero(password_.data(), password_.size());
        sodium_memzero(&memory_, sizeof memory_);
    }

    // The resulting hash, or empty.
    std::string_view run(std::string_view password, const std::string& setting) {
        std::copy(password.begin(), password.end(), password_.begin());
        const char* const made = crypt_rn(password_.data(), setting.c_str(), &memory_, sizeof memory_);
        if (made == nullptr && errno == ENOMEM) throw std::bad_alloc();
        return made == nullptr ? std::string_view() : std::string_view(made);
    }

private:
    std::array<char, longestPassword + 1> password_{};
    crypt_data memory_{};
};

bool cryptMatches(std::string_view password, const std::string& hash) {
    const auto call = std::make_unique<CryptCall>(); // 32 KiB: too large for a stack
    const std::string_view made = call->run(password, hash);
    return made.size() == hash.size() && sodium_memcmp(made.data(), hash.data(), hash.size()) == 0;
}

// libsodium returns the same error for a wrong password (EINVAL) and for lack of memory (another errno).
bool argon2Matches(std::string_view password, const std::string& hash) {
    errno = 0;
    if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
    if (errno == ENOMEM) throw std::bad_alloc();
    return false;
}

std::size_t bytes(std::uint32_t kib) { return std::size_t{kib} * 1024; }

} // namespace

bool usable(std::string_view password) {
    return password.size() >= shortestPassword && password.size() <= longestPassword &&
           password.find('\0') == std::string_view::npos;
}

Hasher::Hasher(const HashCost& cost) : cost_(cost) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be initialized");
    if (bytes(cost.memoryKiB) < crypto_pwhash_argon2id_MEMLIMIT_MIN || cost.memoryKiB > HashCaps{}.argon2MemoryKiB)
        throw std::invalid_argument("argon2id needs 8 KiB to 256 MiB of memory");
    if (cost.passes < 1 || cost.passes > HashCaps{}.argon2Passes)
        throw std::invalid_argument("argon2id needs 1 to 16 passes");
}

std::string Hasher::hash(std::string_view password) const {
    std::array<char, crypto_pwhash_STRBYTES> made{};
    if (crypto_pwhash_str_alg(made.data(), password.data(), password.size(), cost_.passes, bytes(cost_.memoryKiB),
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return made.data();
}

bool Hasher::matches(std::string_view password, std::string_view hash, const HashKind& kind) const {
    const std::string terminated(hash);
    const bool argon2 = kind.scheme == Scheme::argon2id || kind.scheme == Scheme::argon2i;
    return argon2 ? argon2Matches(password, terminated) : cryptMatches(password, terminated);
}

void Hasher::spend(std::string_view password) const {
    std::array<unsigned char, 32> made{};
    const std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    if (crypto_pwhash(made.data(), made.size(), password.data(), password.size(), salt.data(), cost_.passes,
                      bytes(cost_.memoryKiB), crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    sodium_memzero(made.data(), made.size());
}

void Hasher::spendSmallStep() const { cryptMatches("crumb", "$1$crumbs$......................"); }

// bcrypt uses at most 72 bytes, including the NUL after the password: if a password fills them, its further bytes are unknown.
// $2x$ has a bug by which a byte above 127 can hide those before it.
bool Hasher::sawAll(std::string_view password, std::string_view hash, const HashKind& kind) {
    if (kind.scheme != Scheme::bcrypt) return true;
    const bool ascii =
        std::all_of(password.begin(), password.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    return password.size() < 72 && (ascii || !hash.starts_with("$2x$"));
}

bool Hasher::weaker(const HashKind& kind) const {
    return kind.scheme != Scheme::argon2id || kind.memoryKiB < cost_.memoryKiB || kind.work < cost_.passes;
}

} // namespace portico::passwords
