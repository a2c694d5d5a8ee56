// SPDX-License-Identifier: Apache-2.0
// From the loosest binding (a if b else c) to the tightest (names and literals). Postfixes, calls, filters and tests are in
// postfix_parser.cpp.
#include "engine/parse/expression_parser.h"

#include "engine/parse/ast_walk.h"

#include <algorithm>

namespace pages_jinja {

ExprPtr ExpressionParser::make(int line, Expr::Kind kind) {
    auto expr = std::make_unique<Expr>(Expr{line, 1, std::move(kind)});
    forEachChild(*expr, [&](const Expr& child) { expr->depth = std::max(expr->depth, child.depth + 1); });
    tokens_.mustNotBeDeeper(expr->depth);
    return expr;
}

ExprPtr ExpressionParser::expression(bool withConditional) {
    const TokenStream::Nesting nesting(tokens_);
    return withConditional ? conditional() : disjunction();
}

ExprPtr ExpressionParser::conditional() {
    const int line = tokens_.current().line;
    ExprPtr value = disjunction();
    while (tokens_.acceptName("if")) {
        ExprPtr test = disjunction();
        ExprPtr otherwise = tokens_.acceptName("else") ? expression() : nullptr;
        value = make(line, ConditionalExpr{std::move(test), std::move(value), std::move(otherwise)});
    }
    return value;
}

ExprPtr ExpressionParser::disjunction() {
    const int line = tokens_.current().line;
    ExprPtr left = conjunction();
    while (tokens_.acceptName("or")) {
        ExprPtr right = conjunction();
        left = make(line, LogicExpr{false, std::move(left), std::move(right)});
    }
    return left;
}

ExprPtr ExpressionParser::conjunction() {
    const int line = tokens_.current().line;
    ExprPtr left = negation();
    while (tokens_.acceptName("and")) {
        ExprPtr right = negation();
        left = make(line, LogicExpr{true, std::move(left), std::move(right)});
    }
    return left;
}

ExprPtr ExpressionParser::negation() {
    const int line = tokens_.current().line;
    if (!tokens_.acceptName("not")) return comparison();
    const TokenStream::Nesting nesting(tokens_);
    return make(line, NotExpr{negation()});
}

bool ExpressionParser::takeComparison(Comparison& op) {
    static constexpr std::pair<std::string_view, Comparison> known[] = {
        {"==", Comparison::Equal},  {"!=", Comparison::NotEqual},    {"<", Comparison::Less},
        {">", Comparison::Greater}, {"<=", Comparison::LessOrEqual}, {">=", Comparison::GreaterOrEqual}};
    for (const auto& [text, comparison] : known)
        if (tokens_.acceptOperator(text)) return op = comparison, true;
    if (tokens_.acceptName("in")) return op = Comparison::In, true;
    if (!tokens_.current().isName("not") || !tokens_.next().isName("in")) return false;
    tokens_.take();
    tokens_.take();
    op = Comparison::NotIn;
    return true;
}

ExprPtr ExpressionParser::comparison() {
    const int line = tokens_.current().line;
    ExprPtr first = sum();
    CompareExpr compare;
    for (Comparison op{}; takeComparison(op);) compare.rest.emplace_back(op, sum());
    if (compare.rest.empty()) return first;
    compare.first = std::move(first);
    return make(line, std::move(compare));
}

bool ExpressionParser::takeOperator(std::initializer_list<std::pair<std::string_view, Operator>> known, Operator& op) {
    for (const auto& [text, found] : known)
        if (tokens_.acceptOperator(text)) return op = found, true;
    return false;
}

ExprPtr ExpressionParser::sum() {
    const int line = tokens_.current().line;
    ExprPtr left = concatenation();
    for (Operator op{}; takeOperator({{"+", Operator::Add}, {"-", Operator::Subtract}}, op);) {
        ExprPtr right = concatenation();
        left = make(line, BinaryExpr{op, std::move(left), std::move(right)});
    }
    return left;
}

// Jinja2 joins constants at compile time as plain text: the result is escaped even if a part of it was markup.
bool ExpressionParser::isConstant(const Expr& expr) {
    if (std::holds_alternative<Name>(expr.kind) || std::holds_alternative<CallExpr>(expr.kind)) return false;
    bool constant = true;
    forEachChild(expr, [&](const Expr& child) { constant = constant && isConstant(child); });
    return constant;
}

ExprPtr ExpressionParser::concatenation() {
    const int line = tokens_.current().line;
    ExprPtr first = product();
    if (!tokens_.current().isOperator("~")) return first;
    ConcatExpr concat{{}, escaping_};
    concat.parts.push_back(std::move(first));
    while (tokens_.acceptOperator("~")) concat.parts.push_back(product());
    const bool constant = std::all_of(concat.parts.begin(), concat.parts.end(), [](auto& e) { return isConstant(*e); });
    if (constant) concat.escaping = Escaping::Off;
    return make(line, std::move(concat));
}

ExprPtr ExpressionParser::product() {
    const int line = tokens_.current().line;
    ExprPtr left = power();
    for (Operator op{}; takeOperator({{"*", Operator::Multiply},
                                      {"/", Operator::Divide},
                                      {"//", Operator::FloorDivide},
                                      {"%", Operator::Modulo}},
                                     op);) {
        ExprPtr right = power();
        left = make(line, BinaryExpr{op, std::move(left), std::move(right)});
    }
    return left;
}

ExprPtr ExpressionParser::power() {
    const int line = tokens_.current().line;
    ExprPtr left = unary();
    while (tokens_.acceptOperator("**")) {
        ExprPtr right = unary();
        left = make(line, BinaryExpr{Operator::Power, std::move(left), std::move(right)});
    }
    return left;
}

ExprPtr ExpressionParser::unary(bool withFilters) {
    const TokenStream::Nesting nesting(tokens_);
    const int line = tokens_.current().line;
    ExprPtr expr;
    if (tokens_.acceptOperator("-"))
        expr = tokens_.current().isNegatedOnly ? make(line, Literal{Value::integer(tokens_.take().integer)})
                                               : make(line, UnaryExpr{true, unary(false)});
    else if (tokens_.acceptOperator("+"))
        expr = make(line, UnaryExpr{false, unary(false)});
    else
        expr = primary();
    expr = postfix(std::move(expr));
    return withFilters ? filtersAndTests(std::move(expr)) : std::move(expr);
}

ExprPtr ExpressionParser::primary() {
    const Token token = tokens_.current();
    if (token.type == TokenType::Name) return nameOrConstant();
    if (token.type == TokenType::Text) return text();
    if (token.type == TokenType::Integer || token.type == TokenType::Real) {
        if (token.isNegatedOnly) tokens_.refuse("a whole number that does not fit into 64 bits");
        tokens_.take();
        const bool whole = token.type == TokenType::Integer;
        return make(token.line, Literal{whole ? Value::integer(token.integer) : Value::real(token.real)});
    }
    if (token.isOperator("[")) return list();
    if (token.isOperator("{")) return map();
    if (!tokens_.acceptOperator("(")) tokens_.refuse("expected an expression, got " + describe(token));
    ExprPtr inside = tupleOf(&ExpressionParser::full, {}, true);
    tokens_.expectOperator(")");
    return inside;
}

ExprPtr ExpressionParser::nameOrConstant() {
    const Token token = tokens_.take();
    const std::string_view name = token.text;
    if (name == "true" || name == "True") return make(token.line, Literal{Value::boolean(true)});
    if (name == "false" || name == "False") return make(token.line, Literal{Value::boolean(false)});
    if (name == "none" || name == "None") return make(token.line, Literal{Value::none()});
    return make(token.line, Name{name, {}});
}

ExprPtr ExpressionParser::text() {
    const Token token = tokens_.take();
    if (tokens_.current().type != TokenType::Text) return make(token.line, Literal{Value::text(token.text)});
    std::string& joined = strings_.emplace_back(token.text);
    while (tokens_.current().type == TokenType::Text) joined += tokens_.take().text;
    return make(token.line, Literal{Value::text(joined)});
}

ExprPtr ExpressionParser::list() {
    const int line = tokens_.take().line;
    ListExpr items;
    while (!tokens_.current().isOperator("]")) {
        if (!items.items.empty()) tokens_.expectOperator(",");
        if (tokens_.current().isOperator("]")) break;
        items.items.push_back(expression());
    }
    tokens_.expectOperator("]");
    return make(line, std::move(items));
}

ExprPtr ExpressionParser::map() {
    const int line = tokens_.take().line;
    MapExpr map;
    while (!tokens_.current().isOperator("}")) {
        if (!map.entries.empty()) tokens_.expectOperator(",");
        if (tokens_.current().isOperator("}")) break;
        ExprPtr key = expression();
        tokens_.expectOperator(":");
        map.entries.emplace_back(std::move(key), expression());
    }
    tokens_.expectOperator("}");
    return make(line, std::move(map));
}

bool ExpressionParser::isTupleEnd(std::string_view endWord) const {
    const Token& token = tokens_.current();
    return token.type == TokenType::VariableEnd || token.type == TokenType::BlockEnd || token.isOperator(")") ||
           (!endWord.empty() && token.isName(endWord));
}

ExprPtr ExpressionParser::tupleOf(ExprPtr (ExpressionParser::*item)(), std::string_view endWord, bool inParentheses) {
    const int line = tokens_.current().line;
    ExprList items;
    bool isTuple = false;
    while (!isTupleEnd(endWord)) {
        items.push_back((this->*item)());
        if (!tokens_.acceptOperator(",")) break;
        isTuple = true;
    }
    if (!isTuple && !items.empty()) return std::move(items[0]);
    if (!isTuple && !inParentheses) tokens_.refuse("expected an expression, got " + describe(tokens_.current()));
    return make(line, TupleExpr{std::move(items)});
}

ExprPtr ExpressionParser::tuple(bool withConditional, std::string_view endWord) {
    return tupleOf(withConditional ? &ExpressionParser::full : &ExpressionParser::withoutConditional, endWord, false);
}

// Refuses what is neither a name nor a tuple of names.
void ExpressionParser::bind(const Expr& target) {
    if (const auto* tuple = std::get_if<TupleExpr>(&target.kind)) {
        for (const ExprPtr& item : tuple->items) bind(*item);
    } else if (const auto* name = std::get_if<Name>(&target.kind)) {
        names_.push_back({target.line, name->name});
    } else {
        tokens_.refuse("expected a name that can be assigned to", target.line);
    }
}

ExprPtr ExpressionParser::target(std::string_view endWord) {
    ExprPtr expr = tupleOf(&ExpressionParser::primary, endWord, false);
    bind(*expr);
    return expr;
}

ExprPtr ExpressionParser::targetOrNamespace() {
    if (!tokens_.next().isOperator(".")) return target();
    const Token space = tokens_.expect(TokenType::Name);
    tokens_.take();
    const Token attribute = tokens_.expect(TokenType::Name);
    names_.push_back({attribute.line, attribute.text});
    return make(space.line, NamespaceTarget{{space.text, {}}, attribute.text});
}

ExprPtr ExpressionParser::nameTarget() {
    if (tokens_.current().type != TokenType::Name) tokens_.expect(TokenType::Name);
    ExprPtr expr = nameOrConstant();
    bind(*expr);
    return expr;
}

} // namespace pages_jinja
