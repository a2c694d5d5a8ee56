// SPDX-License-Identifier: Apache-2.0
// Assigns arguments to parameters.
#include "engine/value/arguments.h"

#include "engine/value/object.h"

#include <algorithm>

namespace pages_jinja {

const Value* Arguments::find(std::string_view name) const {
    for (const Named& argument : named)
        if (argument.name == name) return &argument.value;
    return nullptr;
}

Bound::Bound(std::string_view function, const Arguments& given, std::initializer_list<std::string_view> parameters,
             std::size_t required)
    : function_(function) {
    if (given.positional.size() > parameters.size())
        fail(std::string(function) + " takes at most " + std::to_string(parameters.size()) + " arguments, got " +
             std::to_string(given.positional.size()));
    std::copy(given.positional.begin(), given.positional.end(), values_.begin());
    for (const Named& argument : given.named) {
        const auto* found = std::find(parameters.begin(), parameters.end(), argument.name);
        if (found == parameters.end())
            fail(std::string(function) + " has no argument called '" + std::string(argument.name) + "'");
        Value& slot = values_[static_cast<std::size_t>(found - parameters.begin())];
        if (!slot.isMissing()) fail(std::string(function) + " got '" + std::string(argument.name) + "' twice");
        slot = argument.value;
    }
    for (std::size_t i = 0; i < required; ++i) {
        std::string_view name = parameters.begin()[i];
        if (name.ends_with('/')) name.remove_suffix(1);
        if (!has(i)) fail(std::string(function) + " needs the argument '" + std::string(name) + "'");
    }
}

void Bound::refuse(std::size_t index, std::string_view wanted) const {
    if (values_[index].is(Type::Undefined)) failUndefined(values_[index]);
    fail(std::string(function_) + ": " + std::string(wanted) + " expected as argument " + std::to_string(index + 1) +
         ", got " + std::string(typeName(values_[index])));
}

std::int64_t Bound::integer(std::size_t index, std::int64_t otherwise) const {
    if (!has(index)) return otherwise;
    if (!values_[index].isWhole()) refuse(index, "a whole number");
    return values_[index].integer();
}

std::string_view Bound::text(std::size_t index, std::string_view otherwise) const {
    if (!has(index)) return otherwise;
    if (!values_[index].is(Type::Text)) refuse(index, "a text");
    return values_[index].text();
}

} // namespace pages_jinja
