// SPDX-License-Identifier: Apache-2.0
// One flat JSON object, parsed strictly: ASCII, no nesting, no duplicate member, nothing after it. Used for tokens only, and only
// after their signature was verified.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace auth_cookie {

class FlatJson {
public:
    struct Other {}; // a boolean, null, or a number with a fraction or an exponent or outside int64
    using Value = std::variant<Other, std::string, std::int64_t>;
    using Members = std::map<std::string, Value, std::less<>>;

    static std::optional<FlatJson> parse(std::string_view text);

    const Members& members() const { return members_; }
    // Empty if the member is missing or has another type.
    std::optional<std::string_view> text(std::string_view name) const;
    std::optional<std::int64_t> integer(std::string_view name) const;

private:
    Members members_;
};

} // namespace auth_cookie
