// SPDX-License-Identifier: Apache-2.0
// As in Python, iteration sees changes of the list over which it runs.
#include "engine/value/iterate.h"

#include "engine/text/unicode.h"
#include "engine/value/object.h"

namespace pages_jinja {

namespace {

class Generator : public Object {
public:
    Generator(Sequence* items, std::string_view name) : items_(items), name_(name) {}
    std::string_view typeName() const override { return name_; }
    bool isIterable() const override { return true; }
    bool next(Rendering&, std::size_t, Value& item) override {
        if (at_ == items_->items.size()) return false;
        item = items_->items[at_++];
        return true;
    }

private:
    Sequence* items_;
    std::string_view name_;
    std::size_t at_ = 0;
};

} // namespace

bool isIterable(const Value& value) {
    switch (value.type()) {
    case Type::Undefined:
    case Type::Text:
    case Type::List:
    case Type::Tuple:
    case Type::Map: return true;
    case Type::Object: return value.object().isIterable();
    default: return false;
    }
}

std::optional<std::size_t> lengthOfValue(const Value& value) {
    switch (value.type()) {
    case Type::Undefined: return 0;
    case Type::Text: return lengthOf(value.text());
    case Type::List:
    case Type::Tuple: return value.sequence().items.size();
    case Type::Map: return value.map().size();
    case Type::Object: return value.object().length();
    default: return std::nullopt;
    }
}

Iterator::Iterator(Rendering& rendering, const Value& over) : rendering_(rendering), over_(over) {
    if (!isIterable(over)) fail("'" + std::string(typeName(over)) + "' object is not iterable");
}

bool Iterator::next(Value& item) {
    rendering_.step();
    switch (over_.type()) {
    case Type::Text: return nextCharacter(item);
    case Type::List:
    case Type::Tuple: return nextOf(over_.sequence(), item);
    case Type::Map:
        if (position_ >= over_.map().size()) return false;
        item = over_.map().entries()[position_++].key;
        return true;
    case Type::Object: return over_.object().next(rendering_, position_++, item);
    default: return false;
    }
}

bool Iterator::nextCharacter(Value& item) {
    const std::string_view rest = over_.text().substr(position_);
    if (rest.empty()) return false;
    const std::size_t width = widthOfFirst(rest);
    position_ += width;
    item = Value::text(rest.substr(0, width));
    return true;
}

bool Iterator::nextOf(const Sequence& sequence, Value& item) {
    if (position_ >= sequence.items.size()) return false;
    item = sequence.items[position_++];
    return true;
}

Sequence* collected(Rendering& rendering, const Value& value) {
    Sequence* items = rendering.newSequence(value.is(Type::Text) ? 0 : lengthOfValue(value).value_or(0));
    Iterator iterator(rendering, value);
    for (Value item; iterator.next(item);) items->items.push_back(item);
    return items;
}

Value generator(Rendering& rendering, Sequence* items, std::string_view name) {
    return Value::object(rendering.arena.make<Generator>(items, name));
}

} // namespace pages_jinja
