// SPDX-License-Identifier: Apache-2.0
// Which variables a scope knows, and where each gets its first value. The rules are those of Jinja, which compiles templates to
// Python functions: a name that is assigned anywhere in a scope belongs to that scope; a name that is only read is looked up in
// the page's data when the scope is entered, unless an outer scope has it.
#pragma once

#include "engine/parse/ast.h"

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace pages_jinja {

// A function during compilation: what contains it, and how many slots it has so far.
struct FunctionBuilder {
    FunctionBuilder* outer = nullptr;
    std::uint32_t slots = 0;
    bool captured = false; // it contains another function
};

class Symbols {
public:
    struct Place {
        const FunctionBuilder* function = nullptr;
        std::uint32_t index = 0;
    };
    struct FirstValue {
        enum class From : std::uint8_t { Parameter, Context, Alias, Nothing } from = From::Nothing;
        std::string_view name; // Context
        Place place;           // Alias
    };

    Symbols(FunctionBuilder& function, const Symbols* parent)
        : function_(&function), parent_(parent), places_(std::make_shared<std::map<std::string_view, Place>>()) {}

    // What happens to a name in this scope.
    void load(std::string_view name);
    void store(std::string_view name);
    Place parameter(std::string_view name);
    void loadsOf(const Expr& expr);
    void target(const Expr& expr, bool isParameter);
    void body(const Body& body);

    const Place* find(std::string_view name) const; // in this scope or further out
    const std::map<std::uint32_t, FirstValue>& firstValues() const { return firstValues_; }
    // All names that this scope and the surrounding ones assign.
    std::vector<std::pair<std::string_view, Place>> assigned() const;

private:
    Place define(std::string_view name, const FirstValue& value);
    void statement(const Statement& statement);
    void ifStatement(const If& statement);
    void elifBranches(std::span<const If::Branch> branches);
    void imported(const Import& import);
    void merge(std::span<const Symbols> branches);

    FunctionBuilder* function_;
    const Symbols* parent_;
    std::shared_ptr<std::map<std::string_view, Place>> places_; // shared by the copies made for branches
    std::map<std::string_view, Place> known_;
    std::map<std::uint32_t, FirstValue> firstValues_;
    std::set<std::string_view> stores_;
};

} // namespace pages_jinja
