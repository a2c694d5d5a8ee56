// SPDX-License-Identifier: Apache-2.0
// Tokens that show that a form was made by this site for this visitor: for browsers that do not say where a form comes from.
// A token is random bytes, the time at which it was made and a keyed hash of both together with its owner. It need not be stored, is
// different each time, and is good in every tab. Whose token it is and how old it may be: exchange.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace portico::http {

class Csrf {
public:
    using Key = std::array<unsigned char, 32>;
    explicit Csrf(const Key& key) : key_(key) {}

    // `now`: seconds since 1970.
    std::string token(std::string_view owner, std::int64_t now) const;

    // When it was made, if it is a token of that owner.
    std::optional<std::int64_t> madeAt(std::string_view token, std::string_view owner) const;

private:
    Key key_;
};

} // namespace portico::http
