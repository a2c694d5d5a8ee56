// SPDX-License-Identifier: Apache-2.0
// Calls functions with the direct children of expressions and statements, in the order of evaluation.
#pragma once

#include "engine/parse/ast.h"

namespace pages_jinja {

template <class Visit>
class ChildWalk {
public:
    explicit ChildWalk(Visit& visit) : visit_(visit) {}

    void operator()(const Literal&) {}
    void operator()(const Name&) {}
    void operator()(const NamespaceTarget&) {}
    void operator()(const TupleExpr& e) { all(e.items); }
    void operator()(const ListExpr& e) { all(e.items); }
    void operator()(const MapExpr& e) {
        for (const auto& [key, value] : e.entries) one(key), one(value);
    }
    void operator()(const AttributeExpr& e) { one(e.of); }
    void operator()(const ItemExpr& e) { one(e.of), one(e.key); }
    void operator()(const SliceExpr& e) { one(e.of), one(e.start), one(e.stop), one(e.step); }
    void operator()(const CallExpr& e) { one(e.callee), arguments(e.arguments); }
    void operator()(const FilterExpr& e) { one(e.input), arguments(e.arguments); }
    void operator()(const TestExpr& e) { one(e.input), arguments(e.arguments); }
    void operator()(const UnaryExpr& e) { one(e.operand); }
    void operator()(const BinaryExpr& e) { one(e.left), one(e.right); }
    void operator()(const LogicExpr& e) { one(e.left), one(e.right); }
    void operator()(const NotExpr& e) { one(e.operand); }
    void operator()(const CompareExpr& e) {
        one(e.first);
        for (const auto& [op, operand] : e.rest) one(operand);
    }
    void operator()(const ConcatExpr& e) { all(e.parts); }
    void operator()(const ConditionalExpr& e) { one(e.test), one(e.then), one(e.otherwise); }

private:
    void one(const ExprPtr& child) {
        if (child != nullptr) visit_(*child);
    }
    void all(const ExprList& children) {
        for (const ExprPtr& child : children) one(child);
    }
    void arguments(const CallArguments& given) {
        all(given.positional);
        for (const auto& keyword : given.named) one(keyword.value);
        one(given.morePositional);
        one(given.moreNamed);
    }

    Visit& visit_;
};

template <class Visit>
void forEachChild(const Expr& expr, Visit visit) {
    std::visit(ChildWalk<Visit>(visit), expr.kind);
}

// The expressions and bodies directly below a statement. The content of a block belongs to another function and is skipped.
template <class OnExpr, class OnBody>
class PartWalk {
public:
    PartWalk(OnExpr& onExpr, OnBody& onBody) : onExpr_(onExpr), onBody_(onBody) {}

    void operator()(const Text&) {}
    void operator()(const PlaceBlock&) {}
    void operator()(const Print& s) { expr(s.value); }
    void operator()(const If& s) {
        for (const If::Branch& branch : s.branches) expr(branch.test), onBody_(branch.body);
        onBody_(s.otherwise);
    }
    void operator()(const For& s) { expr(s.over), expr(s.test), onBody_(s.body), onBody_(s.otherwise); }
    void operator()(const Set& s) { expr(s.value); }
    void operator()(const SetBlock& s) { onBody_(s.body), expr(s.filter); }
    void operator()(const Include& s) { expr(s.name); }
    void operator()(const Import& s) { expr(s.name); }
    void operator()(const Macro& s) { macro(*s.body); }
    void operator()(const CallBlock& s) { macro(*s.body), expr(s.call); }
    void operator()(const FilterBlock& s) { onBody_(s.body), expr(s.filter); }
    void operator()(const With& s) { all(s.values), onBody_(s.body); }
    void operator()(const Autoescape& s) { expr(s.value), onBody_(s.body); }
    void operator()(const Extends& s) { expr(s.name); }

private:
    void expr(const ExprPtr& e) {
        if (e != nullptr) onExpr_(*e);
    }
    void all(const ExprList& list) {
        for (const ExprPtr& e : list) expr(e);
    }
    void macro(const MacroBody& m) { all(m.defaults), onBody_(m.body); }

    OnExpr& onExpr_;
    OnBody& onBody_;
};

template <class OnExpr, class OnBody>
void forEachPart(const Statement& statement, OnExpr onExpr, OnBody onBody) {
    std::visit(PartWalk<OnExpr, OnBody>(onExpr, onBody), statement.kind);
}

} // namespace pages_jinja
