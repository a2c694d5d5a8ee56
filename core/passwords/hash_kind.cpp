// SPDX-License-Identifier: Apache-2.0
// Chooses the reader by the prefix, and explains why other hashes are refused.
#include "passwords/hash_kind.h"

#include "passwords/read_scheme.h"

#include <algorithm>
#include <array>

namespace portico::passwords {
namespace {

struct Prefix {
    std::string_view text;
    Scheme scheme;
    HashReading (*read)(Scheme, std::string_view, const HashCaps&);
};

constexpr std::array<Prefix, 11> taken{{
    {"$argon2id$", Scheme::argon2id, readArgon2},
    {"$argon2i$", Scheme::argon2i, readArgon2},
    {"$6$", Scheme::sha512crypt, readSha2crypt},
    {"$5$", Scheme::sha256crypt, readSha2crypt},
    {"$2a$", Scheme::bcrypt, readBcrypt},
    {"$2b$", Scheme::bcrypt, readBcrypt},
    {"$2x$", Scheme::bcrypt, readBcrypt},
    {"$2y$", Scheme::bcrypt, readBcrypt},
    {"$y$", Scheme::yescrypt, readYescrypt},
    {"$7$", Scheme::scrypt, readScrypt},
    {"$1$", Scheme::md5crypt, readMd5crypt},
}};

struct Refused {
    std::string_view prefix;
    std::string_view why;
};

// $apr1$ and the {SHA} family are refused: with a thousand rounds of MD5, or one of SHA-1, millions of guesses per second are
// possible, and htpasswd, which creates these hashes, also supports bcrypt.
constexpr std::array<Refused, 12> refused{{
    {"!", "the password is locked ('!')"},
    {"*", "the password is locked ('*')"},
    {"$apr1$", "$apr1$ (MD5) is not accepted: make a bcrypt hash with \"htpasswd -B\""},
    {"{SHA}", "{SHA} is not accepted: make a bcrypt hash with \"htpasswd -B\""},
    {"{SSHA}", "{SSHA} is not accepted: make a bcrypt hash with \"htpasswd -B\""},
    {"{", "LDAP hashes in braces are not accepted: set a new password"},
    {"$argon2d$", "argon2d is not suitable for passwords: set a new password"},
    {"$pbkdf2", "PBKDF2 is not accepted: set a new password"},
    {"pbkdf2_", "PBKDF2 is not accepted: set a new password"},
    {"$scrypt$", "scrypt is accepted only in the format of crypt(3) ($7$): set a new password"},
    {"$sha1$", "$sha1$ is not accepted: set a new password"},
    {"_", "DES is not accepted: set a new password"},
}};

bool printable(char c) { return c > ' ' && c < 0x7f; }

std::string whyRefused(std::string_view text) {
    if (text.empty()) return "there is no hash: this account has no password";
    for (const Refused& one : refused)
        if (text.starts_with(one.prefix)) return std::string(one.why);
    if (text.size() == 13) return "this looks like DES, which uses only the first 8 characters: set a new password";
    return "this is not a known password hash (argon2id, bcrypt, yescrypt, scrypt, $6$, $5$ or $1$ of crypt)";
}

} // namespace

HashReading malformed(std::string_view name) { return {std::nullopt, "this is not " + std::string(name)}; }

HashReading tooCostly(std::string_view what, std::uint64_t value, std::uint64_t most) {
    return {std::nullopt,
            std::to_string(value) + " " + std::string(what) + ", at most " + std::to_string(most) + " are allowed"};
}

HashReading readHash(std::string_view text, const HashCaps& caps) {
    if (text.size() > caps.length) return tooCostly("characters", text.size(), caps.length);
    if (!std::all_of(text.begin(), text.end(), printable))
        return {std::nullopt, "it contains a space, a control character or a character outside ASCII"};
    for (const Prefix& prefix : taken)
        if (text.starts_with(prefix.text)) return prefix.read(prefix.scheme, text.substr(prefix.text.size()), caps);
    return {std::nullopt, whyRefused(text)};
}

// Measured with libsodium 1.0.18 and libxcrypt 4.4.33 on one idle core; only the order matters.
std::uint64_t HashKind::cost() const {
    switch (scheme) {
    case Scheme::argon2id:
    case Scheme::argon2i: return std::uint64_t{memoryKiB} * work * 535 / 1000 + 1;
    case Scheme::bcrypt: return std::uint64_t{51} << work;
    case Scheme::md5crypt: return 130;
    case Scheme::scrypt: return std::uint64_t{memoryKiB} * work * 2 + 1;
    case Scheme::sha256crypt: return std::uint64_t{work} * 430 / 1000 + 1;
    case Scheme::sha512crypt: return std::uint64_t{work} * 310 / 1000 + 1;
    case Scheme::yescrypt: return std::uint64_t{memoryKiB} * 5 / 4 + 1;
    }
    return 1;
}

} // namespace portico::passwords
