// SPDX-License-Identifier: Apache-2.0
// A method bound to its value.
#include "engine/operations/methods.h"

#include "engine/value/object.h"

namespace pages_jinja {

namespace {

class BoundMethod : public Object {
public:
    BoundMethod(const Value& self, Method method) : self_(self), method_(method) {}
    std::string_view typeName() const override { return "method"; }
    bool isCallable() const override { return true; }
    Value call(Rendering& rendering, const Arguments& arguments) override {
        return method_(rendering, self_, arguments);
    }

private:
    Value self_;
    Method method_;
};

Method methodOf(const Value& self, std::string_view name) {
    switch (self.type()) {
    case Type::Text: return textMethod(name, self.isMarkup());
    case Type::List: return listMethod(name);
    case Type::Tuple: return tupleMethod(name);
    case Type::Map: return mapMethod(name);
    default: return nullptr;
    }
}

} // namespace

bool findMethod(Rendering& rendering, const Value& self, std::string_view name, Value& found) {
    const Method method = methodOf(self, name);
    if (method == nullptr) return false;
    found = Value::object(rendering.arena.make<BoundMethod>(self, method));
    return true;
}

} // namespace pages_jinja
