// SPDX-License-Identifier: Apache-2.0
// Names and values in order of arrival, never merged or dropped, so that a caller can detect duplicates. Names compare byte by
// byte. Common to forms and cookies; owns no text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace portico::http::syntax {

struct NamedValue {
    std::string_view name, value;
};

class NamedValues {
public:
    NamedValues() = default;
    explicit NamedValues(std::vector<NamedValue> all) noexcept : all_(std::move(all)) {}

    const std::vector<NamedValue>& all() const noexcept { return all_; }
    std::vector<std::string_view> all(std::string_view name) const;
    std::size_t count(std::string_view name) const noexcept;

    // The value number `index` of that name.
    std::optional<std::string_view> at(std::string_view name, std::size_t index = 0) const noexcept;
    std::optional<std::string_view> first(std::string_view name) const noexcept { return at(name); }

    // The value if the name occurs exactly once. Use it for values that decide something: a duplicate name counts as absent.
    std::optional<std::string_view> find(std::string_view name) const noexcept;

private:
    std::vector<NamedValue> all_;
};

} // namespace portico::http::syntax
