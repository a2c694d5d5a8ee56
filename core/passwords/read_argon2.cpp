// SPDX-License-Identifier: Apache-2.0
// argon2id and argon2i as PHC strings: v=19$m=KiB,t=passes,p=lanes$salt$tag.
#include "passwords/hash_fields.h"
#include "passwords/read_scheme.h"

namespace portico::passwords {
namespace {

// Unpadded base64 of 8 to 64 bytes of salt, 16 to 64 of tag; a length of 1 modulo 4 is not a valid encoding.
bool saltAndTag(HashFields& fields) {
    const std::string_view salt = fields.field();
    const std::string_view tag = fields.rest();
    return madeOf(salt, base64Alphabet, 11, 86) && salt.size() % 4 != 1 && madeOf(tag, base64Alphabet, 22, 86) &&
           tag.size() % 4 != 1;
}

} // namespace

HashReading readArgon2(Scheme scheme, std::string_view text, const HashCaps& caps) {
    HashFields fields(text);
    if (!fields.skip("v=19$m=")) return malformed("an argon2 hash of version 19");
    const auto memory = fields.number();
    const auto passes = memory && fields.skip(",t=") ? fields.number() : std::nullopt;
    const auto lanes = passes && fields.skip(",p=") ? fields.number() : std::nullopt;
    if (!lanes || !fields.skip("$") || !saltAndTag(fields)) return malformed("an argon2 hash");
    if (*passes == 0 || *lanes == 0 || *memory < 8 * *lanes) return malformed("an argon2 hash");
    if (*memory > caps.argon2MemoryKiB) return tooCostly("KiB of argon2 memory", *memory, caps.argon2MemoryKiB);
    if (*passes > caps.argon2Passes) return tooCostly("passes of argon2", *passes, caps.argon2Passes);
    if (*lanes > caps.argon2Lanes) return tooCostly("lanes of argon2", *lanes, caps.argon2Lanes);
    return {HashKind{scheme, *memory, *passes}, {}};
}

} // namespace portico::passwords
