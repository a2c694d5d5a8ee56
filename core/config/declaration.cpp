// SPDX-License-Identifier: Apache-2.0
// The names of the types, in one table for both directions.
#include "config/declaration.h"

#include <algorithm>
#include <array>
#include <utility>

namespace portico::config {

namespace {

constexpr std::array<std::pair<TypeOf, std::string_view>, 17> typeNames{{
    {{Type::text}, "string"},
    {{Type::integer}, "integer"},
    {{Type::number}, "number"},
    {{Type::boolean}, "boolean"},
    {{Type::duration}, "duration"},
    {{Type::size}, "size"},
    {{Type::path}, "path"},
    {{Type::choice}, "enum"},
    {{Type::list}, "list"},
    {{Type::list, Type::integer}, "list of integers"},
    {{Type::list, Type::duration}, "list of durations"},
    {{Type::list, Type::size}, "list of sizes"},
    {{Type::list, Type::path}, "list of paths"},
    {{Type::list, Type::choice}, "list of enums"},
    {{Type::section}, "table"},
    {{Type::rows}, "list of tables"},
    {{Type::table}, "map"},
}};

} // namespace

std::string_view typeName(Type type, Type item) {
    return std::ranges::find(typeNames, TypeOf{type, item}, &std::pair<TypeOf, std::string_view>::first)->second;
}

std::optional<TypeOf> typeNamed(std::string_view name) {
    const auto* found = std::ranges::find(typeNames, name, &std::pair<TypeOf, std::string_view>::second);
    if (found == typeNames.end()) return std::nullopt;
    return found->first;
}

std::string_view appliesName(Applies applies) { return applies == Applies::atRestart ? "restart" : "reload"; }

} // namespace portico::config
