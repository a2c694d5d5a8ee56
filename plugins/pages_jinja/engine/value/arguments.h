// SPDX-License-Identifier: Apache-2.0
// The arguments of one call in a template, and Bound, which assigns them to the parameters of a filter, test or function as
// Python does: by position, then by name.
#pragma once

#include "engine/value/value.h"

#include <array>
#include <initializer_list>
#include <span>
#include <string_view>

namespace pages_jinja {

struct Named {
    std::string_view name;
    Value value;
};

struct Arguments {
    std::span<const Value> positional;
    std::span<const Named> named;

    const Value* find(std::string_view name) const;
    Arguments withoutFirst(std::size_t count) const { return {positional.subspan(count), named}; }
};

class Bound {
public:
    static constexpr std::size_t most = 8;

    // Throws if an argument fits no parameter, or if one of the first `required` parameters is missing. A parameter whose name
    // ends with "/" is positional only, as in Python signatures.
    Bound(std::string_view function, const Arguments& given, std::initializer_list<std::string_view> parameters,
          std::size_t required = 0);

    const Value& operator[](std::size_t index) const { return values_[index]; } // Missing if not given
    bool has(std::size_t index) const { return !values_[index].isMissing(); }
    Value value(std::size_t index, const Value& otherwise) const { return has(index) ? values_[index] : otherwise; }
    bool flag(std::size_t index) const { return has(index) && truth(values_[index]); }
    std::int64_t integer(std::size_t index, std::int64_t otherwise) const;
    std::string_view text(std::size_t index, std::string_view otherwise) const;

private:
    [[noreturn]] void refuse(std::size_t index, std::string_view wanted) const;

    std::string_view function_;
    std::array<Value, most> values_;
};

} // namespace pages_jinja
