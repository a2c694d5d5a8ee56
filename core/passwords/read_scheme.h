// SPDX-License-Identifier: Apache-2.0
// The readers of the hash schemes. Each receives the text after the prefix that selects it. Called only by readHash.
#pragma once

#include "passwords/hash_kind.h"

namespace portico::passwords {

HashReading readArgon2(Scheme scheme, std::string_view text, const HashCaps& caps);
HashReading readBcrypt(Scheme scheme, std::string_view text, const HashCaps& caps);
HashReading readMd5crypt(Scheme scheme, std::string_view text, const HashCaps& caps);
HashReading readScrypt(Scheme scheme, std::string_view text, const HashCaps& caps);
HashReading readSha2crypt(Scheme scheme, std::string_view text, const HashCaps& caps);
HashReading readYescrypt(Scheme scheme, std::string_view text, const HashCaps& caps);

// The two kinds of refusal.
HashReading malformed(std::string_view name);
HashReading tooCostly(std::string_view what, std::uint64_t value, std::uint64_t most);

} // namespace portico::passwords
