// SPDX-License-Identifier: Apache-2.0
// Walks down the tree. The parser bounds its depth, the Rendering its use of the stack.
#include "engine/run/evaluate.h"

#include "engine/builtins/globals.h"
#include "engine/operations/access.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

namespace pages_jinja {

namespace {

// The arguments of one call: on the stack, unless there are many.
class GivenArguments {
public:
    GivenArguments(Rendering& rendering, Frame& frame, const CallArguments& written) {
        positional_.reserve(written.positional.size());
        for (const ExprPtr& value : written.positional) positional_.push_back(evaluate(rendering, frame, *value));
        for (const auto& [name, value] : written.named) named_.push_back({name, evaluate(rendering, frame, *value)});
        if (written.morePositional != nullptr) spread(rendering, evaluate(rendering, frame, *written.morePositional));
        if (written.moreNamed != nullptr) spreadNamed(evaluate(rendering, frame, *written.moreNamed));
    }
    void add(std::string_view name, const Value& value) { named_.push_back({name, value}); }
    Arguments view() const { return {positional_, named_}; }

private:
    void spread(Rendering& rendering, const Value& values) {
        Iterator iterator(rendering, values);
        for (Value value; iterator.next(value);) positional_.push_back(value);
    }
    void spreadNamed(const Value& map) {
        if (!map.is(Type::Map)) fail("expected a dict after **");
        for (const Map::Entry& entry : map.map().entries()) {
            if (!entry.key.is(Type::Text)) fail("the names of arguments must be texts");
            for (const Named& other : named_)
                if (other.name == entry.key.text())
                    fail("the argument '" + std::string(other.name) + "' is given twice");
            named_.push_back({entry.key.text(), entry.value});
        }
    }

    std::array<std::byte, 256> space_;
    std::pmr::monotonic_buffer_resource memory_{space_.data(), space_.size()};
    std::pmr::vector<Value> positional_{&memory_};
    std::pmr::vector<Named> named_{&memory_};
};

bool isEmpty(const CallArguments& written) {
    return written.positional.empty() && written.named.empty() && written.morePositional == nullptr &&
           written.moreNamed == nullptr;
}

class Evaluator {
public:
    Evaluator(Rendering& rendering, Frame& frame, int line) : r_(rendering), f_(frame), line_(line) {}

    Value operator()(const Literal& e) { return e.value; }
    Value operator()(const Name& e) { return valueOf(f_, e); }
    Value operator()(const NamespaceTarget&) { return {}; }
    Value operator()(const TupleExpr& e) { return Value::tuple(items(e.items)); }
    Value operator()(const ListExpr& e) { return Value::list(items(e.items)); }
    Value operator()(const MapExpr& e) {
        Map* map = r_.newMap();
        for (const auto& [key, value] : e.entries) {
            const Value k = of(key);
            map->set(k, of(value));
        }
        return Value::map(map);
    }
    Value operator()(const AttributeExpr& e) {
        const Value object = of(e.of);
        return attributeOf(here(), object, e.name);
    }
    Value operator()(const ItemExpr& e) {
        const Value object = of(e.of);
        const Value key = of(e.key);
        return itemOf(here(), object, key);
    }
    Value operator()(const SliceExpr& e) {
        const Value object = of(e.of);
        const Value start = bound(e.start);
        const Value stop = bound(e.stop);
        const Value step = bound(e.step);
        return sliceOf(here(), object, start, stop, step);
    }
    Value operator()(const CallExpr& e) { return call(e, Value()); }
    Value operator()(const FilterExpr& e) { return filtered(e, of(e.input)); }
    Value operator()(const TestExpr& e) {
        const Value input = of(e.input);
        if (e.test == nullptr) fail("unknown test '" + std::string(e.name) + "'");
        if (isEmpty(e.arguments)) return Value::boolean(e.test(here(), input, {}));
        const GivenArguments given(r_, f_, e.arguments);
        return Value::boolean(e.test(here(), input, given.view()));
    }
    Value operator()(const UnaryExpr& e) {
        const Value operand = of(e.operand);
        here();
        return e.minus ? negated(operand) : plus(operand);
    }
    Value operator()(const BinaryExpr& e) {
        const Value left = of(e.left);
        const Value right = of(e.right);
        return calculate(here(), e.op, left, right);
    }
    Value operator()(const LogicExpr& e) {
        const Value left = of(e.left);
        return truth(left) == e.isAnd ? of(e.right) : left;
    }
    Value operator()(const NotExpr& e) { return Value::boolean(!truth(of(e.operand))); }
    Value operator()(const CompareExpr& e) {
        Value left = of(e.first);
        for (const auto& [op, operand] : e.rest) {
            const Value right = of(operand);
            if (!compare(here(), op, left, right)) return Value::boolean(false);
            left = right;
        }
        return Value::boolean(true);
    }
    Value operator()(const ConcatExpr& e) {
        const Sequence* parts = items(e.parts);
        bool markup = false;
        if (e.escaping == Escaping::On)
            for (const Value& part : parts->items) markup = markup || part.isMarkup();
        TextBuilder text(here().arena);
        for (const Value& part : parts->items)
            markup ? appendForHtml(text, softText(r_.arena, part)) : appendText(text, part);
        return text.text(markup);
    }
    Value operator()(const ConditionalExpr& e) {
        if (truth(of(e.test))) return of(e.then);
        if (e.otherwise != nullptr) return of(e.otherwise);
        return Value::undefined("the value of an inline 'if' that was false and has no 'else'", true);
    }

    Value call(const CallExpr& e, const Value& caller) {
        const Value callee = of(e.callee);
        GivenArguments given(r_, f_, e.arguments);
        if (!caller.isMissing()) given.add("caller", caller);
        here().step();
        r_.mustHaveStack();
        if (callee.is(Type::Undefined)) failUndefined(callee);
        if (!callee.is(Type::Object)) fail("'" + std::string(typeName(callee)) + "' object is not callable");
        return callee.object().call(r_, given.view());
    }
    Value filtered(const FilterExpr& e, const Value& input) {
        if (e.filter == nullptr) fail("unknown filter '" + std::string(e.name) + "'");
        if (isEmpty(e.arguments)) return e.filter(here(), input, {});
        const GivenArguments given(r_, f_, e.arguments);
        return e.filter(here(), input, given.view());
    }

private:
    Value of(const ExprPtr& expr) { return evaluate(r_, f_, *expr); }
    Value bound(const ExprPtr& expr) { return expr == nullptr ? Value() : of(expr); }
    Sequence* items(const ExprList& list) {
        Sequence* sequence = r_.newSequence(list.size());
        for (const ExprPtr& item : list) sequence->items.push_back(of(item));
        return sequence;
    }
    // Operands may be on other lines; errors of the operation get this line.
    Rendering& here() {
        r_.line = line_;
        return r_;
    }

    Rendering& r_;
    Frame& f_;
    int line_;
};

void assignItems(Rendering& rendering, Frame& frame, const ExprList& targets, const Value& value) {
    if (!isIterable(value)) fail("cannot unpack a value of type " + std::string(typeName(value)));
    Iterator iterator(rendering, value);
    Sequence* values = rendering.newSequence(targets.size());
    for (Value item; values->items.size() <= targets.size() && iterator.next(item);) values->items.push_back(item);
    if (values->items.size() < targets.size())
        fail("not enough values to unpack, expected " + std::to_string(targets.size()));
    if (values->items.size() > targets.size())
        fail("too many values to unpack, expected " + std::to_string(targets.size()));
    for (std::size_t i = 0; i < targets.size(); ++i) assign(rendering, frame, *targets[i], values->items[i]);
}

} // namespace

Value valueOf(Frame& frame, const Name& name) {
    const Value& value = frame.at(name.slot);
    return value.isMissing() ? Value::undefined(name.name) : value;
}

Value evaluate(Rendering& rendering, Frame& frame, const Expr& expr) {
    return std::visit(Evaluator(rendering, frame, expr.line), expr.kind);
}

Value evaluateCall(Rendering& rendering, Frame& frame, const Expr& call, const Value& caller) {
    return Evaluator(rendering, frame, call.line).call(std::get<CallExpr>(call.kind), caller);
}

Value evaluateFilters(Rendering& rendering, Frame& frame, const Expr& filters, const Value& block) {
    const auto& filter = std::get<FilterExpr>(filters.kind);
    const Value input = filter.input == nullptr ? block : evaluateFilters(rendering, frame, *filter.input, block);
    return Evaluator(rendering, frame, filters.line).filtered(filter, input);
}

void assign(Rendering& rendering, Frame& frame, const Expr& target, const Value& value) {
    if (const auto* name = std::get_if<Name>(&target.kind)) {
        frame.at(name->slot) = value;
    } else if (const auto* space = std::get_if<NamespaceTarget>(&target.kind)) {
        Map* attributes = namespaceAttributes(frame.at(space->space.slot));
        if (attributes == nullptr) fail("attributes can only be assigned in a namespace");
        attributes->set(Value::text(space->attribute), value);
    } else {
        assignItems(rendering, frame, std::get<TupleExpr>(target.kind).items, value);
    }
}

} // namespace pages_jinja
