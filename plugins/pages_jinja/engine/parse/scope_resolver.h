// SPDX-License-Identifier: Apache-2.0
// The second pass of the compiler: assigns slots to variables and entries to scopes, and decides what a template that extends
// another still prints. Afterwards the template is immutable.
#pragma once

#include "engine/parse/symbols.h"
#include "engine/parse/template.h"

namespace pages_jinja {

class ScopeResolver {
public:
    explicit ScopeResolver(Template& made) : made_(made) {}
    void run(); // throws TemplateError

private:
    // The current place in the template.
    struct Frame {
        const Symbols* symbols;
        FunctionBuilder* function;
        bool top = false;  // at the top level of the template, or in an if there: blocks see what is assigned here
        bool root = false; // at the top level of the template, not in an if
        bool conditional = false; // in an if: unknown filters are errors only when they are used
        bool checksExtends = false;
        Frame inside(const Symbols& scope) const { return {&scope, function, false, false, false, checksExtends}; }
    };

    void block(Block& block);
    void body(const Frame& frame, Body& body);
    void expr(const Frame& frame, Expr& expr);
    void optional(const Frame& frame, const ExprPtr& e) {
        if (e != nullptr) expr(frame, *e);
    }
    void target(const Frame& frame, Expr& expr);
    void macro(const Frame& frame, MacroBody& macro, int line);
    void macroExtras(MacroBody& macro, Symbols& symbols, int line);
    void loopBody(const Frame& frame, For& loop, FunctionBuilder& function);

    void statement(const Frame& frame, Text& s, int line);
    void statement(const Frame& frame, Print& s, int line);
    void statement(const Frame& frame, If& s, int line);
    void statement(const Frame& frame, For& s, int line);
    void statement(const Frame& frame, Set& s, int line);
    void statement(const Frame& frame, SetBlock& s, int line);
    void statement(const Frame& frame, Include& s, int line);
    void statement(const Frame& frame, Import& s, int line);
    void statement(const Frame& frame, Macro& s, int line);
    void statement(const Frame& frame, CallBlock& s, int line);
    void statement(const Frame& frame, FilterBlock& s, int line);
    void statement(const Frame& frame, With& s, int line);
    void statement(const Frame& frame, Autoescape& s, int line);
    void statement(const Frame& frame, PlaceBlock& s, int line);
    void statement(const Frame& frame, Extends& s, int line);

    Slot slotOf(const Frame& frame, std::string_view name, int line) const;
    Scope scopeOf(const Symbols& symbols, const FunctionBuilder& function) const;
    static void finish(Function& made, const FunctionBuilder& function);
    std::vector<NamedSlot> localsOf(const Frame& frame) const;
    Printed printedIn(const Frame& frame) const;
    std::vector<NamedSlot> exportedBy(const Frame& frame, const Expr& target) const;
    [[noreturn]] void refuse(int line, const std::string& message) const;

    Template& made_;
    bool extendsForSure_ = false; // an extends tag outside of any if came before
    int extendsSoFar_ = 0;
    int loopDepth_ = 0;
};

} // namespace pages_jinja
