// SPDX-License-Identifier: Apache-2.0
// The part of the scope resolver for statements.
#include "engine/parse/ast_walk.h"
#include "engine/parse/scope_resolver.h"
#include "engine/value/template_error.h"

namespace pages_jinja {

void ScopeResolver::body(const Frame& frame, Body& body) {
    for (Statement& item : body) std::visit([&](auto& kind) { statement(frame, kind, item.line); }, item.kind);
}

Printed ScopeResolver::printedIn(const Frame& frame) const {
    if (!frame.checksExtends) return Printed::Always;
    return extendsForSure_ ? Printed::Never : Printed::UnlessExtending;
}

void ScopeResolver::statement(const Frame& frame, Text& s, int) { s.printed = printedIn(frame); }

void ScopeResolver::statement(const Frame& frame, Print& s, int) {
    s.printed = printedIn(frame);
    if (s.printed != Printed::Never) expr(frame, *s.value);
}

void ScopeResolver::statement(const Frame& frame, If& s, int) {
    Frame inner = frame;
    inner.root = false;
    inner.conditional = true;
    for (If::Branch& branch : s.branches) {
        expr(inner, *branch.test);
        body(inner, branch.body);
    }
    body(inner, s.otherwise);
}

void ScopeResolver::statement(const Frame& frame, For& s, int) {
    expr(frame, *s.over);
    ++loopDepth_;
    if (s.recursive) {
        FunctionBuilder function{frame.function, 0, false};
        frame.function->captured = true;
        loopBody(frame, s, function);
        finish(s.function, function);
    } else {
        loopBody(frame, s, *frame.function);
    }
    --loopDepth_;
}

std::vector<NamedSlot> ScopeResolver::exportedBy(const Frame& frame, const Expr& target) const {
    std::vector<NamedSlot> names;
    if (const auto* name = std::get_if<Name>(&target.kind)) {
        if (loopDepth_ > 0 && name->name == "loop")
            refuse(target.line, "'loop' is special in a for loop and cannot be assigned to");
        if (frame.top) names.push_back({name->name, name->slot});
    }
    forEachChild(target, [&](const Expr& child) {
        for (const NamedSlot& more : exportedBy(frame, child)) names.push_back(more);
    });
    return names;
}

void ScopeResolver::statement(const Frame& frame, Set& s, int) {
    target(frame, *s.target);
    expr(frame, *s.value);
    s.exported = exportedBy(frame, *s.target);
}

void ScopeResolver::statement(const Frame& frame, SetBlock& s, int) {
    Symbols symbols(*frame.function, frame.symbols);
    symbols.body(s.body);
    if (s.filter != nullptr) symbols.loadsOf(*s.filter);
    Frame inner = frame.inside(symbols);
    inner.checksExtends = false; // captured text is not printed
    body(inner, s.body);
    optional(inner, s.filter);
    target(frame, *s.target);
    s.exported = exportedBy(frame, *s.target);
    s.scope = scopeOf(symbols, *frame.function);
}

void ScopeResolver::statement(const Frame& frame, Include& s, int) {
    expr(frame, *s.name);
    if (s.withContext) s.locals = localsOf(frame);
}

void ScopeResolver::statement(const Frame& frame, Import& s, int) {
    expr(frame, *s.name);
    if (s.withContext) s.locals = localsOf(frame);
    s.exported = frame.top;
    if (s.target != nullptr) target(frame, *s.target);
    for (const auto& [name, as] : s.names) target(frame, *as);
}

void ScopeResolver::statement(const Frame& frame, Macro& s, int line) {
    macro(frame, *s.body, line);
    target(frame, *s.target);
    s.exported = frame.top;
}

void ScopeResolver::statement(const Frame& frame, CallBlock& s, int line) {
    macro(frame, *s.body, line);
    expr(frame, *s.call);
}

void ScopeResolver::statement(const Frame& frame, FilterBlock& s, int) {
    Symbols symbols(*frame.function, frame.symbols);
    symbols.body(s.body);
    symbols.loadsOf(*s.filter);
    const Frame inner = frame.inside(symbols);
    body(inner, s.body);
    expr(inner, *s.filter);
    s.scope = scopeOf(symbols, *frame.function);
}

void ScopeResolver::statement(const Frame& frame, With& s, int) {
    Symbols symbols(*frame.function, frame.symbols);
    for (const ExprPtr& name : s.targets) symbols.target(*name, true);
    symbols.body(s.body);
    const Frame inner = frame.inside(symbols);
    for (const ExprPtr& value : s.values) expr(frame, *value);
    for (const ExprPtr& name : s.targets) target(inner, *name);
    body(inner, s.body);
    s.scope = scopeOf(symbols, *frame.function);
}

void ScopeResolver::statement(const Frame& frame, Autoescape& s, int) {
    Symbols symbols(*frame.function, frame.symbols);
    symbols.loadsOf(*s.value);
    symbols.body(s.body);
    const Frame inner = frame.inside(symbols);
    expr(inner, *s.value);
    body(inner, s.body);
    s.scope = scopeOf(symbols, *frame.function);
}

void ScopeResolver::statement(const Frame& frame, PlaceBlock& s, int) {
    if (frame.top && extendsSoFar_ > 0) s.printed = extendsForSure_ ? Printed::Never : Printed::UnlessExtending;
    if (s.block->scoped) s.locals = localsOf(frame);
}

void ScopeResolver::statement(const Frame& frame, Extends& s, int line) {
    if (!frame.top) refuse(line, "'extends' is only possible outside of loops, blocks and macros");
    expr(frame, *s.name);
    extendsForSure_ = extendsForSure_ || frame.root;
    ++extendsSoFar_;
}

} // namespace pages_jinja
