// SPDX-License-Identifier: Apache-2.0
// scrypt ($7$) and yescrypt ($y$) of crypt(3). Their parameters are digits of crypt's alphabet: N = 2^log2N blocks of
// 128 * r bytes, p lanes.
#include "passwords/hash_fields.h"
#include "passwords/read_scheme.h"

#include <limits>

namespace portico::passwords {
namespace {

std::uint32_t digit(char c) { return static_cast<std::uint32_t>(cryptAlphabet.find(c)); }

// Five digits, least significant first.
std::uint32_t number30(std::string_view digits) {
    std::uint32_t value = 0;
    for (std::size_t i = digits.size(); i-- > 0;) value = value << 6 | digit(digits[i]);
    return value;
}

// At least 1: smaller values are rounded up. On overflow, a value above any cap.
std::uint64_t memoryKiB(std::uint32_t log2N, std::uint32_t r) {
    if (log2N > 30 || r > 0xffff) return std::numeric_limits<std::uint32_t>::max();
    return (((std::uint64_t{128} * r) << log2N) + 1023) / 1024;
}

HashReading sized(Scheme scheme, std::uint32_t log2N, std::uint32_t r, std::uint32_t lanes, const HashCaps& caps) {
    const std::uint64_t memory = memoryKiB(log2N, r);
    if (memory > caps.scryptMemoryKiB) return tooCostly("KiB of scrypt memory", memory, caps.scryptMemoryKiB);
    if (lanes > caps.scryptLanes) return tooCostly("lanes of scrypt", lanes, caps.scryptLanes);
    return {HashKind{scheme, static_cast<std::uint32_t>(memory), lanes}, {}};
}

} // namespace

// One digit of log2(N), five of r, five of p, then the salt; "$"; the tag.
HashReading readScrypt(Scheme scheme, std::string_view text, const HashCaps& caps) {
    HashFields fields(text);
    const std::string_view setting = fields.field();
    if (!madeOf(setting, cryptAlphabet, 12, 97) || !madeOf(fields.rest(), cryptAlphabet, 43, 43))
        return malformed("an scrypt ($7$) hash");
    const std::uint32_t log2N = digit(setting[0]);
    const std::uint32_t r = number30(setting.substr(1, 5));
    const std::uint32_t lanes = number30(setting.substr(6, 5));
    if (log2N == 0 || r == 0 || lanes == 0) return malformed("an scrypt ($7$) hash");
    return sized(scheme, log2N, r, lanes, caps);
}

// Accepts only the output of crypt_gensalt: 'j' (all of yescrypt), log2(N) - 1 and r - 1 in one digit each. The format has
// further parameters, which no system uses for passwords.
HashReading readYescrypt(Scheme scheme, std::string_view text, const HashCaps& caps) {
    HashFields fields(text);
    const std::string_view parameters = fields.field();
    const std::string_view salt = fields.field();
    const bool shaped = madeOf(parameters, cryptAlphabet, 3, 3) && parameters[0] == 'j' &&
                        madeOf(salt, cryptAlphabet, 1, 86) && madeOf(fields.rest(), cryptAlphabet, 43, 43);
    if (!shaped || digit(parameters[1]) > 47 || digit(parameters[2]) > 47) return malformed("a yescrypt ($y$) hash");
    return sized(scheme, digit(parameters[1]) + 1, digit(parameters[2]) + 1, 1, caps);
}

} // namespace portico::passwords
