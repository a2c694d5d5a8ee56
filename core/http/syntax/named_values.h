// SPDX-License-Identifier: Apache-2.0
// Names and values in the order in which they came, none of them merged or dropped, so that a caller can see that a name came
// twice. Names compare byte by byte. What form and cookies have in common; owns no text.
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

    // Number `index` of the values of that name.
    std::optional<std::string_view> at(std::string_view name, std::size_t index = 0) const noexcept;
    std::optional<std::string_view> first(std::string_view name) const noexcept { return at(name); }

    // The value if the name came exactly once: for whatever decides something, a name that came twice is a name that is absent.
    std::optional<std::string_view> find(std::string_view name) const noexcept;

private:
    std::vector<NamedValue> all_;
};

} // namespace portico::http::syntax
