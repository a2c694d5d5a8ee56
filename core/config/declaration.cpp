// SPDX-License-Identifier: Apache-2.0
// The names of the types, in one table for both directions.
#include "config/declaration.h"

#include <algorithm>
#include <array>
#include <utility>

namespace portico::config {

namespace {

constexpr std::array<std::pair<Type, std::string_view>, 9> typeNames{{
    {Type::text, "string"},
    {Type::integer, "integer"},
    {Type::boolean, "boolean"},
    {Type::duration, "duration"},
    {Type::size, "size"},
    {Type::list, "list"},
    {Type::path, "path"},
    {Type::choice, "choice"},
    {Type::table, "table"},
}};

} // namespace

std::string_view typeName(Type type) {
    return std::ranges::find(typeNames, type, &std::pair<Type, std::string_view>::first)->second;
}

std::optional<Type> typeNamed(std::string_view name) {
    const auto* found = std::ranges::find(typeNames, name, &std::pair<Type, std::string_view>::second);
    if (found == typeNames.end()) return std::nullopt;
    return found->first;
}

std::string_view appliesName(Applies applies) { return applies == Applies::atRestart ? "restart" : "reload"; }

} // namespace portico::config
