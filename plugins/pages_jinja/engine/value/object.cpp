// SPDX-License-Identifier: Apache-2.0
// The type name and truth of values, which every type has.
#include "engine/value/object.h"

#include "engine/value/containers.h"

namespace pages_jinja {

void Object::print(Buffer& out) const {
    out.push('<');
    out.append(typeName());
    out.append(" object>");
}

Value Object::call(Rendering&, const Arguments&) { fail("'" + std::string(typeName()) + "' object is not callable"); }

void failUndefined(const Value& undefined) {
    const std::string hint(undefined.hint());
    throw Fault(ErrorKind::Undefined, undefined.hintIsSentence() ? hint : "'" + hint + "' is undefined");
}

std::string_view typeName(const Value& value) {
    switch (value.type()) {
    case Type::Missing: return "missing";
    case Type::Undefined: return "undefined";
    case Type::None: return "none";
    case Type::Boolean: return "boolean";
    case Type::Integer: return "integer";
    case Type::Real: return "float";
    case Type::Text: return "string";
    case Type::List: return "list";
    case Type::Tuple: return "tuple";
    case Type::Map: return "dict";
    case Type::Object: return value.object().typeName();
    }
    return "value";
}

bool truth(const Value& value) {
    switch (value.type()) {
    case Type::Missing:
    case Type::Undefined:
    case Type::None: return false;
    case Type::Boolean: return value.boolean();
    case Type::Integer: return value.integer() != 0;
    case Type::Real: return value.real() != 0;
    case Type::Text: return !value.text().empty();
    case Type::List:
    case Type::Tuple: return !value.sequence().items.empty();
    case Type::Map: return value.map().size() != 0;
    case Type::Object: return value.object().length().value_or(1) != 0;
    }
    return false;
}

} // namespace pages_jinja
