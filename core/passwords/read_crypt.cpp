// SPDX-License-Identifier: Apache-2.0
// The classic schemes of crypt(3): bcrypt, sha512crypt, sha256crypt and md5crypt.
#include "passwords/hash_fields.h"
#include "passwords/read_scheme.h"

namespace portico::passwords {

// "12$", followed by 22 characters of salt and 31 of tag without a separator.
HashReading readBcrypt(Scheme scheme, std::string_view text, const HashCaps& caps) {
    const bool shaped = text.size() == 56 && text[2] == '$' && madeOf(text.substr(0, 2), "0123456789", 2, 2) &&
                        madeOf(text.substr(3), cryptAlphabet, 53, 53);
    if (!shaped) return malformed("a bcrypt hash");
    const auto cost = static_cast<std::uint32_t>((text[0] - '0') * 10 + (text[1] - '0'));
    if (cost < 4) return malformed("a bcrypt hash");
    if (cost > caps.bcryptCost) return tooCostly("as the cost of bcrypt", cost, caps.bcryptCost);
    return {HashKind{scheme, 0, cost}, {}};
}

// "rounds=N$" is optional; the default is 5000.
HashReading readSha2crypt(Scheme scheme, std::string_view text, const HashCaps& caps) {
    const std::size_t tagLength = scheme == Scheme::sha512crypt ? 86 : 43;
    const char* const name = scheme == Scheme::sha512crypt ? "a sha512crypt ($6$) hash" : "a sha256crypt ($5$) hash";
    HashFields fields(text);
    std::uint32_t rounds = 5000;
    if (fields.skip("rounds=")) {
        const auto given = fields.number();
        if (!given || *given < 1000 || !fields.skip("$")) return malformed(name);
        rounds = *given;
    }
    if (!madeOf(fields.field(), cryptAlphabet, 1, 16)) return malformed(name);
    if (!madeOf(fields.rest(), cryptAlphabet, tagLength, tagLength)) return malformed(name);
    if (rounds > caps.sha2Rounds) return tooCostly("rounds", rounds, caps.sha2Rounds);
    return {HashKind{scheme, 0, rounds}, {}};
}

HashReading readMd5crypt(Scheme scheme, std::string_view text, const HashCaps&) {
    HashFields fields(text);
    if (!madeOf(fields.field(), cryptAlphabet, 1, 8)) return malformed("an md5crypt ($1$) hash");
    if (!madeOf(fields.rest(), cryptAlphabet, 22, 22)) return malformed("an md5crypt ($1$) hash");
    return {HashKind{scheme, 0, 1000}, {}};
}

} // namespace portico::passwords
