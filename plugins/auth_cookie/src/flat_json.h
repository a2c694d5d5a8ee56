// SPDX-License-Identifier: Apache-2.0
// One JSON object without anything nested in it, read strictly: ASCII, no member twice, nothing after it.
// Only tokens are read with it, and only after their signature was found right.
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
    struct Other {}; // a boolean, null, a number with a fraction or an exponent, or one that does not fit
    using Value = std::variant<Other, std::string, std::int64_t>;
    using Members = std::map<std::string, Value, std::less<>>;

    static std::optional<FlatJson> parse(std::string_view text);

    const Members& members() const { return members_; }
    // Empty if it is not there or has another type.
    std::optional<std::string_view> text(std::string_view name) const;
    std::optional<std::int64_t> integer(std::string_view name) const;

private:
    Members members_;
};

} // namespace auth_cookie
