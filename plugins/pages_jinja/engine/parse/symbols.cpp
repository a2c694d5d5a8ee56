// SPDX-License-Identifier: Apache-2.0
// One walk over the statements of a scope, without the inner scopes.
#include "engine/parse/symbols.h"

#include "engine/parse/ast_walk.h"

#include <algorithm>
#include <array>

namespace pages_jinja {

using From = Symbols::FirstValue::From;

Symbols::Place Symbols::define(std::string_view name, const FirstValue& value) {
    const auto [entry, isNew] = places_->try_emplace(name, Place{function_, function_->slots});
    if (isNew) ++function_->slots;
    known_[name] = entry->second;
    firstValues_[entry->second.index] = value;
    return entry->second;
}

const Symbols::Place* Symbols::find(std::string_view name) const {
    const auto found = known_.find(name);
    if (found != known_.end()) return &found->second;
    return parent_ == nullptr ? nullptr : parent_->find(name);
}

void Symbols::load(std::string_view name) {
    if (find(name) == nullptr) define(name, {From::Context, name, {}});
}

void Symbols::store(std::string_view name) {
    stores_.insert(name);
    if (known_.contains(name)) return;
    const Place* outer = parent_ == nullptr ? nullptr : parent_->find(name);
    if (outer != nullptr)
        define(name, {From::Alias, name, *outer});
    else
        define(name, {From::Nothing, name, {}});
}

Symbols::Place Symbols::parameter(std::string_view name) {
    stores_.insert(name);
    return define(name, {From::Parameter, name, {}});
}

void Symbols::loadsOf(const Expr& expr) {
    if (const auto* name = std::get_if<Name>(&expr.kind)) load(name->name);
    forEachChild(expr, [this](const Expr& child) { loadsOf(child); });
}

void Symbols::target(const Expr& expr, bool isParameter) {
    if (const auto* tuple = std::get_if<TupleExpr>(&expr.kind)) {
        for (const ExprPtr& item : tuple->items) target(*item, isParameter);
    } else if (const auto* space = std::get_if<NamespaceTarget>(&expr.kind)) {
        load(space->space.name);
    } else if (const auto* name = std::get_if<Name>(&expr.kind)) {
        if (isParameter)
            parameter(name->name);
        else
            store(name->name);
    }
}

void Symbols::body(const Body& body) {
    for (const Statement& item : body) statement(item);
}

void Symbols::statement(const Statement& statement) {
    const Statement::Kind& kind = statement.kind;
    if (const auto* print = std::get_if<Print>(&kind))
        loadsOf(*print->value);
    else if (const auto* condition = std::get_if<If>(&kind))
        ifStatement(*condition);
    else if (const auto* loop = std::get_if<For>(&kind))
        loadsOf(*loop->over);
    else if (const auto* set = std::get_if<Set>(&kind))
        loadsOf(*set->value), target(*set->target, false);
    else if (const auto* block = std::get_if<SetBlock>(&kind))
        target(*block->target, false);
    else if (const auto* include = std::get_if<Include>(&kind))
        loadsOf(*include->name);
    else if (const auto* import = std::get_if<Import>(&kind))
        imported(*import);
    else if (const auto* macro = std::get_if<Macro>(&kind))
        store(macro->body->name);
    else if (const auto* call = std::get_if<CallBlock>(&kind))
        loadsOf(*call->call);
    else if (const auto* filter = std::get_if<FilterBlock>(&kind))
        loadsOf(*filter->filter);
    else if (const auto* extends = std::get_if<Extends>(&kind))
        loadsOf(*extends->name);
    else if (const auto* with = std::get_if<With>(&kind))
        for (const ExprPtr& value : with->values) loadsOf(*value);
}

void Symbols::imported(const Import& import) {
    loadsOf(*import.name);
    if (import.target != nullptr) target(*import.target, false);
    for (const auto& [name, as] : import.names) target(*as, false);
}

void Symbols::ifStatement(const If& statement) {
    loadsOf(*statement.branches[0].test);
    std::array<Symbols, 3> branches{*this, *this, *this};
    branches[0].body(statement.branches[0].body);
    branches[1].elifBranches(std::span(statement.branches).subspan(1));
    branches[2].body(statement.otherwise);
    merge(branches);
}

void Symbols::elifBranches(std::span<const If::Branch> elifs) {
    for (const If::Branch& branch : elifs) {
        loadsOf(*branch.test);
        std::array<Symbols, 3> branches{*this, *this, *this};
        branches[0].body(branch.body);
        merge(branches);
    }
}

// A name that only some branches assign keeps its outer value in the others.
void Symbols::merge(std::span<const Symbols> branches) {
    std::map<std::string_view, std::size_t> counts;
    for (const Symbols& branch : branches)
        for (const std::string_view name : branch.stores_)
            if (!stores_.contains(name)) ++counts[name];
    for (const Symbols& branch : branches) {
        for (const auto& [name, place] : branch.known_) known_[name] = place;
        for (const auto& [index, value] : branch.firstValues_) firstValues_[index] = value;
        stores_.insert(branch.stores_.begin(), branch.stores_.end());
    }
    for (const auto& [name, count] : counts) {
        if (count == branches.size()) continue;
        const Place* outer = parent_ == nullptr ? nullptr : parent_->find(name);
        firstValues_[find(name)->index] =
            outer != nullptr ? FirstValue{From::Alias, name, *outer} : FirstValue{From::Context, name, {}};
    }
}

std::vector<std::pair<std::string_view, Symbols::Place>> Symbols::assigned() const {
    std::map<std::string_view, Place> all;
    for (const Symbols* scope = this; scope != nullptr; scope = scope->parent_)
        for (const std::string_view name : scope->stores_) all.try_emplace(name, *find(name));
    return {all.begin(), all.end()};
}

} // namespace pages_jinja
