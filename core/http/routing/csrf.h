// SPDX-License-Identifier: Apache-2.0
// CSRF tokens: proof that this site served a form to this visitor, for browsers that do not send the origin of a form. A token
// consists of random bytes, the time of its creation, and a keyed hash of both with its owner. It is not stored, is different
// each time, and is valid in every tab. exchange.h determines the owner and the maximum age.
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

    // The time of creation, if the token is valid for that owner.
    std::optional<std::int64_t> madeAt(std::string_view token, std::string_view owner) const;

private:
    Key key_;
};

} // namespace portico::http
