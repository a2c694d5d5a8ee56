// SPDX-License-Identifier: Apache-2.0
#include "canonical_name.h"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <portico/user_rules.hpp>
#include <uninorm.h>

namespace users_file {

// NFC comes first: lowercasing A to Z would change the E of a decomposed É, but not a composed É.
std::optional<std::string> canonicalName(std::string_view typed) {
    const std::optional<std::string> name = portico::nameIn(typed); // valid UTF-8
    if (!name) return std::nullopt;
    std::size_t size = 0;
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> normal(
        ::u8_normalize(UNINORM_NFC, reinterpret_cast<const std::uint8_t*>(name->data()), name->size(), nullptr, &size),
        &std::free);
    if (!normal) throw std::bad_alloc();
    return portico::canonicalName({reinterpret_cast<const char*>(normal.get()), size});
}

} // namespace users_file
