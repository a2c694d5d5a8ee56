// SPDX-License-Identifier: Apache-2.0
#include "canonical_name.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <portico/user_rules.hpp>
#include <uninorm.h>

namespace users_file {

// NFC comes first: of an E and its accent apart, the E would become an e, and of É, which is no letter of A to Z, nothing else.
std::optional<std::string> canonicalName(std::string_view typed) {
    const std::optional<std::string> name = portico::nameIn(typed); // UTF-8 throughout
    if (!name) return std::nullopt;
    std::size_t size = 0;
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> normal(
        ::u8_normalize(UNINORM_NFC, reinterpret_cast<const std::uint8_t*>(name->data()), name->size(), nullptr, &size),
        &std::free);
    if (!normal) throw std::bad_alloc();
    return portico::canonicalName({reinterpret_cast<const char*>(normal.get()), size});
}

} // namespace users_file
