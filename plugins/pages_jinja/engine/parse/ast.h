// SPDX-License-Identifier: Apache-2.0
// A compiled template as data: expressions and statements. Created by the parsers, completed with variable slots by the scope
// resolver, then immutable: any number of threads may render it at the same time. Texts are stored in the Template.
#pragma once

#include "engine/builtins/filters.h"
#include "engine/operations/operators.h"
#include "engine/value/value.h"

#include <memory>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pages_jinja {

// A variable: the slot `index` of the frame `hops` functions further out.
struct Slot {
    std::uint32_t hops = 0;
    std::uint32_t index = 0;
};

// The initial value of a slot when its scope is entered.
struct Load {
    enum class From : std::uint8_t { Nothing, Context, Slot };
    From from = From::Nothing;
    std::uint32_t index = 0; // of the slot
    std::string_view name;   // From::Context
    Slot source;             // From::Slot
};

using Scope = std::vector<Load>;

struct NamedSlot {
    std::string_view name;
    Slot slot;
};

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;
using ExprList = std::vector<ExprPtr>;

struct CallArguments {
    struct Keyword {
        std::string_view name;
        ExprPtr value;
    };
    ExprList positional;
    std::vector<Keyword> named;
    ExprPtr morePositional; // *list
    ExprPtr moreNamed;      // **dict
};

struct Literal {
    Value value;
};
struct Name {
    std::string_view name;
    Slot slot;
};
struct TupleExpr {
    ExprList items;
};
struct ListExpr {
    ExprList items;
};
struct MapExpr {
    std::vector<std::pair<ExprPtr, ExprPtr>> entries;
};
struct AttributeExpr {
    ExprPtr of;
    std::string_view name;
};
struct ItemExpr {
    ExprPtr of;
    ExprPtr key;
};
struct SliceExpr {
    ExprPtr of;
    ExprPtr start, stop, step; // may be null
};
struct CallExpr {
    ExprPtr callee;
    CallArguments arguments;
};
// `input` is null in {% filter %} and {% set x | filter %}, where the text of the block is used. `filter` is null if it is
// unknown.
struct FilterExpr {
    ExprPtr input;
    std::string_view name;
    Filter filter;
    CallArguments arguments;
};
struct TestExpr {
    ExprPtr input;
    std::string_view name;
    Test test;
    CallArguments arguments;
};
struct UnaryExpr {
    bool minus;
    ExprPtr operand;
};
struct BinaryExpr {
    Operator op;
    ExprPtr left, right;
};
struct LogicExpr {
    bool isAnd;
    ExprPtr left, right;
};
struct NotExpr {
    ExprPtr operand;
};
struct CompareExpr {
    ExprPtr first;
    std::vector<std::pair<Comparison, ExprPtr>> rest;
};
enum class Escaping : std::uint8_t { On, Off, AsItIsNow }; // the last: inside an autoescape tag with an expression
struct ConcatExpr {
    ExprList parts;
    Escaping escaping;
};
struct ConditionalExpr {
    ExprPtr test, then, otherwise;
}; // otherwise may be null
struct NamespaceTarget {
    Name space;
    std::string_view attribute;
};

struct Expr {
    using Kind = std::variant<Literal, Name, TupleExpr, ListExpr, MapExpr, AttributeExpr, ItemExpr, SliceExpr, CallExpr,
                              FilterExpr, TestExpr, UnaryExpr, BinaryExpr, LogicExpr, NotExpr, CompareExpr, ConcatExpr,
                              ConditionalExpr, NamespaceTarget>;
    int line;
    int depth; // of the tree below: bounded by the parser, because evaluation calls itself
    Kind kind;
};

struct Statement;
using Body = std::vector<Statement>;

// Whether something at this place is printed in a template that extends another. Decided by the scope resolver.
enum class Printed : std::uint8_t { Always, Never, UnlessExtending };

struct Text {
    std::string_view text;
    Printed printed = Printed::Always;
};
struct Print {
    ExprPtr value;
    Escaping escaping;
    Printed printed = Printed::Always;
};
struct If {
    struct Branch {
        ExprPtr test;
        Body body;
        int line;
    };
    std::vector<Branch> branches; // if, elif, elif
    Body otherwise;
};

// Code with its own slots: a template's top level, a block, a macro, the body of a call tag or of a recursive loop.
struct Function {
    std::uint32_t slots = 0;
    bool captured = false; // a function inside it may outlive its call: its frame lives as long as the render
    Scope scope;
};

struct For {
    ExprPtr target, over, test; // test may be null
    Body body, otherwise;
    bool recursive = false;
    bool needsLoop = false; // the variable `loop` is used
    Slot loop;
    Function function; // if recursive
    Scope scope, testScope, otherwiseScope;
    ExprPtr testTarget; // the target again, in the slots of the test
};
struct Set {
    ExprPtr target, value;
    std::vector<NamedSlot> exported;
};
struct SetBlock {
    ExprPtr target, filter;
    Body body;
    Scope scope;
    std::vector<NamedSlot> exported;
};
struct Include {
    ExprPtr name;
    bool ignoreMissing = false, withContext = true;
    std::vector<NamedSlot> locals;
};
struct Import {
    ExprPtr name;
    bool withContext = false;
    std::vector<NamedSlot> locals;
    ExprPtr target;                                          // import ... as target
    std::vector<std::pair<std::string_view, ExprPtr>> names; // from ... import name as target
    bool isFrom = false, exported = false;
};
struct MacroBody {
    std::string_view name;
    ExprList parameters, defaults; // names; defaults belong to the last parameters
    Body body;
    Function function;
    bool usesCaller = false, usesNamed = false, usesPositional = false;
    Slot caller, named, positional;
};
struct Macro {
    std::shared_ptr<MacroBody> body;
    ExprPtr target;
    bool exported = false;
};
struct CallBlock {
    std::shared_ptr<MacroBody> body;
    ExprPtr call;
};
struct FilterBlock {
    ExprPtr filter;
    Body body;
    Scope scope;
    Escaping escaping;
};
struct With {
    ExprList targets, values;
    Body body;
    Scope scope;
};
struct Autoescape {
    ExprPtr value;
    Body body;
    Scope scope;
};
struct Block {
    std::string_view name;
    bool scoped = false, required = false;
    Body body;
    Function function;
    bool usesSelf = false, usesSuper = false;
    Slot self, super;
    int line = 0;
};
struct PlaceBlock {
    std::shared_ptr<Block> block;
    Printed printed = Printed::Always;
    std::vector<NamedSlot> locals;
};
struct Extends {
    ExprPtr name;
};

struct Statement {
    using Kind = std::variant<Text, Print, If, For, Set, SetBlock, Include, Import, Macro, CallBlock, FilterBlock, With,
                              Autoescape, PlaceBlock, Extends>;
    int line;
    Kind kind;
};

} // namespace pages_jinja
