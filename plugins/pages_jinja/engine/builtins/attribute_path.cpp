// SPDX-License-Identifier: Apache-2.0
// Components that consist of digits are positions in lists.
#include "engine/builtins/attribute_path.h"

#include "engine/operations/access.h"
#include "engine/text/unicode.h"
#include "engine/value/literals.h"

namespace pages_jinja {

AttributePath::AttributePath(const Value& attribute) {
    if (attribute.isMissing() || attribute.is(Type::None)) return;
    if (!attribute.is(Type::Text)) {
        parts_.push_back(attribute);
        return;
    }
    for (std::string_view rest = attribute.text();;) {
        const std::size_t dot = rest.find('.');
        const std::string_view part = rest.substr(0, dot);
        const bool digits = !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
        parts_.push_back(digits ? Value::integer(parseWhole(part, 10).value_or(0)) : Value::text(part));
        if (dot == std::string_view::npos) return;
        rest.remove_prefix(dot + 1);
    }
}

Value AttributePath::of(Rendering& rendering, const Value& item, const Value& otherwise) const {
    Value value = item;
    for (const Value& part : parts_) {
        value = itemOf(rendering, value, part);
        if (value.is(Type::Undefined) && !otherwise.isMissing() && !otherwise.is(Type::None)) value = otherwise;
    }
    return value;
}

Value comparable(Rendering& rendering, const Value& value, bool caseSensitive) {
    if (caseSensitive || !value.is(Type::Text)) return value;
    return rendering.copy(lowerCase(value.text()));
}

} // namespace pages_jinja
