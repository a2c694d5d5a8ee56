// SPDX-License-Identifier: Apache-2.0
// The part of the expression parser for what follows a value: attributes, items, slices, calls, filters, tests.
#include "engine/parse/expression_parser.h"

namespace pages_jinja {

ExprPtr ExpressionParser::postfix(ExprPtr expr) {
    for (;;) {
        if (tokens_.current().isOperator(".") || tokens_.current().isOperator("["))
            expr = subscript(std::move(expr));
        else if (tokens_.current().isOperator("("))
            expr = call(std::move(expr));
        else
            return expr;
    }
}

ExprPtr ExpressionParser::member(ExprPtr of, int line) {
    const Token token = tokens_.take();
    if (token.type == TokenType::Name) return make(line, AttributeExpr{std::move(of), token.text});
    if (token.type != TokenType::Integer) tokens_.refuse("expected a name or a number after '.'", token.line);
    ExprPtr key = make(token.line, Literal{Value::integer(token.integer)});
    return make(line, ItemExpr{std::move(of), std::move(key)});
}

ExprPtr ExpressionParser::subscript(ExprPtr of) {
    const Token token = tokens_.take();
    if (token.isOperator(".")) return member(std::move(of), token.line);
    ExprPtr key;
    if (!tokens_.current().isOperator(":")) {
        key = tupleOf(&ExpressionParser::full, {}, false);
        if (tokens_.acceptOperator("]")) return make(token.line, ItemExpr{std::move(of), std::move(key)});
    }
    tokens_.expectOperator(":");
    SliceExpr slice{std::move(of), std::move(key), {}, {}};
    const auto isBound = [&] { return !tokens_.current().isOperator(":") && !tokens_.current().isOperator("]"); };
    if (isBound()) slice.stop = expression();
    if (tokens_.acceptOperator(":") && isBound()) slice.step = expression();
    tokens_.expectOperator("]");
    return make(token.line, std::move(slice));
}

void ExpressionParser::argument(CallArguments& all, int line) {
    const auto must = [&](bool condition) {
        if (!condition)
            tokens_.refuse("arguments in the wrong order: values, then names, then *list, then **dict", line);
    };
    if (tokens_.acceptOperator("*")) {
        must(all.morePositional == nullptr && all.moreNamed == nullptr);
        all.morePositional = expression();
    } else if (tokens_.acceptOperator("**")) {
        must(all.moreNamed == nullptr);
        all.moreNamed = expression();
    } else if (tokens_.current().type == TokenType::Name && tokens_.next().isOperator("=")) {
        must(all.moreNamed == nullptr);
        const std::string_view name = tokens_.current().text;
        names_.push_back({tokens_.take().line, name});
        tokens_.take();
        for (const auto& other : all.named)
            if (other.name == name) tokens_.refuse("the argument '" + std::string(name) + "' is given twice");
        all.named.push_back({name, expression()});
    } else {
        must(all.morePositional == nullptr && all.moreNamed == nullptr && all.named.empty());
        all.positional.push_back(expression());
    }
}

CallArguments ExpressionParser::arguments() {
    const int line = tokens_.current().line;
    tokens_.expectOperator("(");
    CallArguments all;
    while (!tokens_.current().isOperator(")")) {
        argument(all, line);
        if (!tokens_.current().isOperator(")")) tokens_.expectOperator(",");
    }
    tokens_.expectOperator(")");
    return all;
}

ExprPtr ExpressionParser::call(ExprPtr callee) {
    const int line = tokens_.current().line;
    CallArguments given = arguments();
    return make(line, CallExpr{std::move(callee), std::move(given)});
}

std::string_view ExpressionParser::dottedName() {
    const std::string_view first = tokens_.expect(TokenType::Name).text;
    if (!tokens_.current().isOperator(".")) return first;
    std::string& name = strings_.emplace_back(first);
    while (tokens_.acceptOperator(".")) name += "." + std::string(tokens_.expect(TokenType::Name).text);
    return name;
}

ExprPtr ExpressionParser::filters(ExprPtr input, bool firstWithoutPipe) {
    while (firstWithoutPipe || tokens_.acceptOperator("|")) {
        firstWithoutPipe = false;
        const int line = tokens_.current().line;
        FilterExpr filter{std::move(input), dottedName(), nullptr, {}};
        filter.filter = findFilter(filter.name);
        if (tokens_.current().isOperator("(")) filter.arguments = arguments();
        input = make(line, std::move(filter));
    }
    return input;
}

ExprPtr ExpressionParser::filtersAndTests(ExprPtr expr) {
    for (;;) {
        if (tokens_.current().isOperator("|"))
            expr = filters(std::move(expr));
        else if (tokens_.current().isName("is"))
            expr = test(std::move(expr));
        else if (tokens_.current().isOperator("("))
            expr = call(std::move(expr));
        else
            return expr;
    }
}

ExprPtr ExpressionParser::test(ExprPtr input) {
    const int line = tokens_.take().line;
    const bool negated = tokens_.acceptName("not");
    TestExpr test{std::move(input), dottedName(), nullptr, {}};
    test.test = findTest(test.name);
    const Token& token = tokens_.current();
    const bool isArgument =
        token.type == TokenType::Text || token.type == TokenType::Integer || token.type == TokenType::Real ||
        token.isOperator("[") || token.isOperator("{") ||
        (token.type == TokenType::Name && token.text != "else" && token.text != "or" && token.text != "and");
    if (token.isOperator("(")) {
        test.arguments = arguments();
    } else if (isArgument) {
        if (token.isName("is")) tokens_.refuse("tests cannot be chained: expected 'and' between two of them");
        test.arguments.positional.push_back(postfix(primary()));
    }
    ExprPtr expr = make(line, std::move(test));
    return negated ? make(line, NotExpr{std::move(expr)}) : std::move(expr);
}

} // namespace pages_jinja
