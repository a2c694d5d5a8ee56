// SPDX-License-Identifier: Apache-2.0
// Functions (top level, blocks, macros, loops), expressions and slots. Statements are in statement_scopes.cpp.
#include "engine/parse/scope_resolver.h"

#include "engine/parse/ast_walk.h"
#include "engine/value/template_error.h"

#include <algorithm>

namespace pages_jinja {

namespace {

Slot relative(const Symbols::Place& place, const FunctionBuilder& from) {
    std::uint32_t hops = 0;
    for (const FunctionBuilder* at = &from; at != place.function; at = at->outer) ++hops;
    return {hops, place.index};
}

bool reads(const Expr& expr, std::string_view name) {
    const auto* read = std::get_if<Name>(&expr.kind);
    bool found = read != nullptr && read->name == name;
    forEachChild(expr, [&](const Expr& child) { found = found || reads(child, name); });
    return found;
}

bool reads(const Body& body, std::string_view name) {
    bool found = false;
    for (const Statement& statement : body)
        forEachPart(
            statement, [&](const Expr& expr) { found = found || reads(expr, name); },
            [&](const Body& inner) { found = found || reads(inner, name); });
    return found;
}

bool placesScopedBlock(const Body& body) {
    bool found = false;
    for (const Statement& statement : body) {
        const auto* place = std::get_if<PlaceBlock>(&statement.kind);
        if (place != nullptr) found = found || place->block->scoped || placesScopedBlock(place->block->body);
        forEachPart(
            statement, [](const Expr&) {}, [&](const Body& inner) { found = found || placesScopedBlock(inner); });
    }
    return found;
}

bool assigns(const Expr& target, std::string_view name) {
    const auto* direct = std::get_if<Name>(&target.kind);
    bool found = direct != nullptr && direct->name == name;
    forEachChild(target, [&](const Expr& child) { found = found || assigns(child, name); });
    return found;
}

ExprPtr copyOfTarget(const Expr& target) {
    if (const auto* name = std::get_if<Name>(&target.kind))
        return std::make_unique<Expr>(Expr{target.line, target.depth, *name});
    TupleExpr tuple;
    for (const ExprPtr& item : std::get<TupleExpr>(target.kind).items) tuple.items.push_back(copyOfTarget(*item));
    return std::make_unique<Expr>(Expr{target.line, target.depth, std::move(tuple)});
}

} // namespace

void ScopeResolver::refuse(int line, const std::string& message) const {
    throw TemplateError(ErrorKind::Syntax, made_.name, line, message);
}

Slot ScopeResolver::slotOf(const Frame& frame, std::string_view name, int line) const {
    const Symbols::Place* place = frame.symbols->find(name);
    if (place == nullptr) refuse(line, "the name '" + std::string(name) + "' cannot be used here");
    return relative(*place, *frame.function);
}

Scope ScopeResolver::scopeOf(const Symbols& symbols, const FunctionBuilder& function) const {
    using From = Symbols::FirstValue::From;
    Scope scope;
    for (const auto& [index, value] : symbols.firstValues()) {
        if (value.from == From::Nothing) scope.push_back({Load::From::Nothing, index, {}, {}});
        if (value.from == From::Context) scope.push_back({Load::From::Context, index, value.name, {}});
        if (value.from == From::Alias) scope.push_back({Load::From::Slot, index, {}, relative(value.place, function)});
    }
    return scope;
}

std::vector<NamedSlot> ScopeResolver::localsOf(const Frame& frame) const {
    std::vector<NamedSlot> locals;
    for (const auto& [name, place] : frame.symbols->assigned())
        locals.push_back({name, relative(place, *frame.function)});
    return locals;
}

void ScopeResolver::finish(Function& made, const FunctionBuilder& function) {
    made.slots = function.slots;
    made.captured = function.captured;
}

void ScopeResolver::run() {
    FunctionBuilder function;
    Symbols symbols(function, nullptr);
    made_.usesSelf = reads(made_.body, "self");
    if (made_.usesSelf) made_.self = {0, symbols.parameter("self").index};
    symbols.body(made_.body);
    bool extends = false;
    const auto looksFor = [&](const auto& again, const Body& inner) -> void {
        for (const Statement& s : inner) {
            extends = extends || std::holds_alternative<Extends>(s.kind);
            forEachPart(
                s, [](const Expr&) {}, [&](const Body& deeper) { again(again, deeper); });
        }
    };
    looksFor(looksFor, made_.body);
    body({&symbols, &function, true, true, false, extends}, made_.body);
    made_.function.scope = scopeOf(symbols, function);
    finish(made_.function, function);
    for (const auto& known : made_.blocks) block(*known);
}

void ScopeResolver::block(Block& block) {
    FunctionBuilder function;
    Symbols symbols(function, nullptr);
    block.usesSelf = reads(block.body, "self");
    block.usesSuper = reads(block.body, "super");
    if (block.usesSelf) block.self = {0, symbols.parameter("self").index};
    if (block.usesSuper) block.super = {0, symbols.parameter("super").index};
    symbols.body(block.body);
    Frame frame{&symbols, &function};
    body(frame, block.body);
    block.function.scope = scopeOf(symbols, function);
    finish(block.function, function);
}

void ScopeResolver::macro(const Frame& frame, MacroBody& macro, int line) {
    FunctionBuilder function{frame.function, 0, false};
    frame.function->captured = true;
    Symbols symbols(function, frame.symbols);
    for (const ExprPtr& parameter : macro.parameters) symbols.target(*parameter, true);
    for (const ExprPtr& value : macro.defaults) symbols.loadsOf(*value);
    symbols.body(macro.body);
    macroExtras(macro, symbols, line);
    const Frame inner{&symbols, &function};
    for (const ExprPtr& parameter : macro.parameters) target(inner, *parameter);
    for (const ExprPtr& value : macro.defaults) expr(inner, *value);
    body(inner, macro.body);
    macro.function.scope = scopeOf(symbols, function);
    finish(macro.function, function);
}

void ScopeResolver::macroExtras(MacroBody& macro, Symbols& symbols, int line) {
    const auto position = [&](std::string_view name) {
        const auto found = std::find_if(macro.parameters.begin(), macro.parameters.end(),
                                        [&](const ExprPtr& p) { return std::get<Name>(p->kind).name == name; });
        return static_cast<std::size_t>(found - macro.parameters.begin());
    };
    const std::size_t count = macro.parameters.size();
    macro.usesCaller = reads(macro.body, "caller");
    if (macro.usesCaller && position("caller") < count - macro.defaults.size())
        refuse(line, "the parameter 'caller' needs a default, or leave it out");
    if (macro.usesCaller && position("caller") == count) macro.caller = {0, symbols.parameter("caller").index};
    macro.usesNamed = reads(macro.body, "kwargs") && position("kwargs") == count;
    if (macro.usesNamed) macro.named = {0, symbols.parameter("kwargs").index};
    macro.usesPositional = reads(macro.body, "varargs") && position("varargs") == count;
    if (macro.usesPositional) macro.positional = {0, symbols.parameter("varargs").index};
}

void ScopeResolver::loopBody(const Frame& frame, For& loop, FunctionBuilder& function) {
    Symbols inner(function, frame.symbols);
    loop.needsLoop = loop.recursive || reads(loop.body, "loop") || placesScopedBlock(loop.body);
    if (loop.needsLoop) loop.loop = {0, inner.parameter("loop").index};
    inner.target(*loop.target, true);
    inner.body(loop.body);
    if (loop.needsLoop && loop.test != nullptr) function.captured = true; // `loop` may ask the test for the next item
    Symbols test(function, frame.symbols);
    Symbols otherwise(function, frame.symbols);
    otherwise.body(loop.otherwise);
    const auto at = [&](const Symbols& scope) {
        Frame made = frame.inside(scope);
        made.function = &function;
        return made;
    };
    target(at(inner), *loop.target);
    body(at(inner), loop.body);
    body(at(otherwise), loop.otherwise);
    if (loop.test != nullptr) {
        loop.testTarget = copyOfTarget(*loop.target);
        test.target(*loop.testTarget, true);
        test.loadsOf(*loop.test);
        target(at(test), *loop.testTarget);
        expr(at(test), *loop.test);
    }
    loop.scope = scopeOf(inner, function);
    loop.testScope = scopeOf(test, function);
    loop.otherwiseScope = scopeOf(otherwise, function);
    if (assigns(*loop.target, "loop"))
        refuse(loop.target->line, "'loop' is special in a for loop and cannot be assigned to");
}

void ScopeResolver::target(const Frame& frame, Expr& expr) {
    if (auto* name = std::get_if<Name>(&expr.kind)) {
        name->slot = slotOf(frame, name->name, expr.line);
    } else if (auto* space = std::get_if<NamespaceTarget>(&expr.kind)) {
        space->space.slot = slotOf(frame, space->space.name, expr.line);
    } else {
        for (const ExprPtr& item : std::get<TupleExpr>(expr.kind).items) target(frame, *item);
    }
}

void ScopeResolver::expr(const Frame& frame, Expr& expr) {
    Frame inner = frame;
    if (auto* name = std::get_if<Name>(&expr.kind)) name->slot = slotOf(frame, name->name, expr.line);
    if (const auto* filter = std::get_if<FilterExpr>(&expr.kind))
        if (filter->filter == nullptr && !frame.conditional)
            refuse(expr.line, "unknown filter '" + std::string(filter->name) + "'");
    if (const auto* test = std::get_if<TestExpr>(&expr.kind))
        if (test->test == nullptr && !frame.conditional)
            refuse(expr.line, "unknown test '" + std::string(test->name) + "'");
    if (std::holds_alternative<ConditionalExpr>(expr.kind)) inner.conditional = true;
    forEachChild(expr, [&](Expr& child) { this->expr(inner, child); });
}

} // namespace pages_jinja
