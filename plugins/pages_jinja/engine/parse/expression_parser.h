// SPDX-License-Identifier: Apache-2.0
// Parses expressions and assignment targets with Jinja's operator precedence. Called by the statement parser.
#pragma once

#include "engine/parse/ast.h"
#include "engine/parse/token_stream.h"

#include <deque>
#include <string>
#include <vector>

namespace pages_jinja {

class ExpressionParser {
public:
    // `strings` receives texts that are not in the source, `names` every name that is bound.
    ExpressionParser(TokenStream& tokens, std::deque<std::string>& strings, std::vector<Passage>& names)
        : tokens_(tokens), strings_(strings), names_(names) {}

    // How `~` treats markup from here on.
    void setEscaping(Escaping escaping) { escaping_ = escaping; }
    Escaping escaping() const { return escaping_; }

    ExprPtr expression(bool withConditional = true);
    // One expression, or several with commas: a tuple. It stops at endWord, such as "recursive" in a for tag.
    ExprPtr tuple(bool withConditional = true, std::string_view endWord = {});
    ExprPtr target(std::string_view endWord = {}); // a name, or several with commas
    ExprPtr targetOrNamespace();                   // also space.attribute
    ExprPtr nameTarget();
    // The filters after a set tag, or in a filter tag, where the first | is left out. Null if there is none.
    ExprPtr filters(ExprPtr input, bool firstWithoutPipe = false);

private:
    ExprPtr make(int line, Expr::Kind kind);
    ExprPtr tupleOf(ExprPtr (ExpressionParser::*item)(), std::string_view endWord, bool inParentheses);
    static bool isConstant(const Expr& expr);
    bool isTupleEnd(std::string_view endWord) const;
    void bind(const Expr& target);

    ExprPtr full() { return expression(true); }
    ExprPtr withoutConditional() { return expression(false); }
    ExprPtr conditional();
    ExprPtr disjunction();
    ExprPtr conjunction();
    ExprPtr negation();
    ExprPtr comparison();
    ExprPtr sum();
    ExprPtr concatenation();
    ExprPtr product();
    ExprPtr power();
    ExprPtr unary(bool withFilters = true);
    ExprPtr primary();
    ExprPtr nameOrConstant();
    ExprPtr text();
    ExprPtr list();
    ExprPtr map();
    ExprPtr postfix(ExprPtr expr);
    ExprPtr subscript(ExprPtr of);
    ExprPtr member(ExprPtr of, int line);
    ExprPtr call(ExprPtr callee);
    ExprPtr filtersAndTests(ExprPtr expr);
    ExprPtr test(ExprPtr input);
    std::string_view dottedName();
    CallArguments arguments();
    void argument(CallArguments& all, int line);
    bool takeComparison(Comparison& op);
    bool takeOperator(std::initializer_list<std::pair<std::string_view, Operator>> known, Operator& op);

    TokenStream& tokens_;
    std::deque<std::string>& strings_;
    std::vector<Passage>& names_;
    Escaping escaping_ = Escaping::On;
};

} // namespace pages_jinja
