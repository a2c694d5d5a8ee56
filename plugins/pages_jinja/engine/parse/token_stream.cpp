// SPDX-License-Identifier: Apache-2.0
// Errors of the parsers about unexpected tokens.
#include "engine/parse/token_stream.h"

namespace pages_jinja {

namespace {

std::string describe(TokenType type) {
    switch (type) {
    case TokenType::Data: return "text";
    case TokenType::VariableBegin: return "'{{'";
    case TokenType::VariableEnd: return "'}}'";
    case TokenType::BlockBegin: return "'{%'";
    case TokenType::BlockEnd: return "'%}'";
    case TokenType::Name: return "a name";
    case TokenType::Text: return "a text";
    case TokenType::Integer:
    case TokenType::Real: return "a number";
    case TokenType::Operator: return "an operator";
    case TokenType::End: return "the end of the template";
    }
    return "a token";
}

} // namespace

std::string describe(const Token& token) {
    if (token.type == TokenType::Name || token.type == TokenType::Operator || token.type == TokenType::Integer ||
        token.type == TokenType::Real)
        return "'" + std::string(token.text) + "'";
    return describe(token.type);
}

void TokenStream::refuse(const std::string& message, int line) const {
    throw TemplateError(ErrorKind::Syntax, name_, line == 0 ? current().line : line, message);
}

void TokenStream::expectOperator(std::string_view op) {
    if (!acceptOperator(op)) refuse("expected '" + std::string(op) + "', got " + describe(current()));
}

void TokenStream::expectName(std::string_view name) {
    if (!acceptName(name)) refuse("expected '" + std::string(name) + "', got " + describe(current()));
}

Token TokenStream::expect(TokenType type) {
    if (current().type != type) refuse("expected " + describe(type) + ", got " + describe(current()));
    return take();
}

void TokenStream::refuseNesting() const {
    throw TemplateError(ErrorKind::Limit, name_, current().line,
                        "expressions or tags inside each other, more than " + std::to_string(nestingLimit_) +
                            " deep (limit: nesting)");
}

void TokenStream::mustNotBeDeeper(int depth) const {
    if (static_cast<std::size_t>(depth) > nestingLimit_ * 2) refuseNesting();
}

} // namespace pages_jinja
