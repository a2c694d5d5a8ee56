// SPDX-License-Identifier: Apache-2.0
// Bodies, their errors, and the tags of plain templates. Tags that combine templates are in inheritance_parser.cpp.
#include "engine/parse/statement_parser.h"

#include "engine/text/unicode.h"

#include <algorithm>

namespace pages_jinja {

namespace {

std::string quotedList(std::initializer_list<std::string_view> words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += " or ";
        text += "'" + std::string(word) + "'";
    }
    return text;
}

} // namespace

void StatementParser::run() {
    const Opener top{{}, 1};
    made_.body = body(top, {});
}

void StatementParser::refuseEnd(const Opener& opener, Ends ends) const {
    tokens_.refuse("expected " + quotedList(ends) + " before the end of the template, the '" + std::string(opener.tag) +
                   "' was opened on line " + std::to_string(opener.line));
}

void StatementParser::refuseTag(std::string_view tag, const Opener& opener, Ends ends) const {
    const std::string got = "unknown tag '" + std::string(tag) + "'";
    if (ends.size() == 0) tokens_.refuse(got);
    tokens_.refuse(got + ", expected " + quotedList(ends) + " for the '" + std::string(opener.tag) + "' on line " +
                   std::to_string(opener.line));
}

Body StatementParser::body(const Opener& opener, Ends ends) {
    const TokenStream::Nesting nesting(tokens_);
    Body body;
    while (bodyItem(body, opener, ends)) {
    }
    return body;
}

bool StatementParser::bodyItem(Body& body, const Opener& opener, Ends ends) {
    const Token token = tokens_.take();
    switch (token.type) {
    case TokenType::Data: body.push_back({token.line, Text{token.text}}); return true;
    case TokenType::VariableBegin: {
        ExprPtr value = expressions_.tuple();
        body.push_back({token.line, Print{std::move(value), expressions_.escaping()}});
        tokens_.expect(TokenType::VariableEnd);
        return true;
    }
    case TokenType::BlockBegin:
        if (std::any_of(ends.begin(), ends.end(), [&](auto end) { return tokens_.current().isName(end); }))
            return false;
        statement(body, opener, ends);
        tokens_.expect(TokenType::BlockEnd);
        return true;
    default:
        if (ends.size() != 0) refuseEnd(opener, ends);
        return false;
    }
}

Body StatementParser::closedBody(const Opener& opener, std::string_view end) {
    tokens_.acceptOperator(":");
    tokens_.expect(TokenType::BlockEnd);
    Body inside = body(opener, {end});
    tokens_.take();
    return inside;
}

StatementParser::TagParser StatementParser::parserOf(std::string_view tag) {
    static constexpr std::pair<std::string_view, TagParser> tags[] = {{"if", &StatementParser::ifTag},
                                                                      {"for", &StatementParser::forTag},
                                                                      {"set", &StatementParser::setTag},
                                                                      {"with", &StatementParser::withTag},
                                                                      {"block", &StatementParser::blockTag},
                                                                      {"extends", &StatementParser::extendsTag},
                                                                      {"include", &StatementParser::includeTag},
                                                                      {"import", &StatementParser::importTag},
                                                                      {"from", &StatementParser::fromTag},
                                                                      {"macro", &StatementParser::macroTag},
                                                                      {"call", &StatementParser::callTag},
                                                                      {"filter", &StatementParser::filterTag},
                                                                      {"autoescape", &StatementParser::autoescapeTag}};
    for (const auto& [name, parser] : tags)
        if (name == tag) return parser;
    return nullptr;
}

void StatementParser::statement(Body& body, const Opener& opener, Ends ends) {
    if (tokens_.current().type != TokenType::Name)
        tokens_.refuse("expected the name of a tag, got " + describe(tokens_.current()));
    const std::string_view tag = tokens_.current().text;
    const TagParser parser = parserOf(tag);
    if (parser == nullptr && tag != "print") refuseTag(tag, opener, ends);
    const int line = tokens_.take().line;
    if (parser == nullptr) return printTag(body);
    Statement::Kind kind = (this->*parser)({tag, line});
    body.push_back({line, std::move(kind)});
}

void StatementParser::printTag(Body& body) {
    for (bool first = true; tokens_.current().type != TokenType::BlockEnd; first = false) {
        if (!first) tokens_.expectOperator(",");
        const int line = tokens_.current().line;
        ExprPtr value = expressions_.expression();
        body.push_back({line, Print{std::move(value), expressions_.escaping()}});
    }
}

Statement::Kind StatementParser::ifTag(const Opener& self) {
    If result;
    for (bool more = true; more;) {
        const int line = tokens_.current().line;
        ExprPtr test = expressions_.tuple(false);
        tokens_.acceptOperator(":");
        tokens_.expect(TokenType::BlockEnd);
        result.branches.push_back({std::move(test), body(self, {"elif", "else", "endif"}), line});
        const Token end = tokens_.take();
        more = end.text == "elif";
        if (end.text == "else") result.otherwise = closedBody(self, "endif");
    }
    return result;
}

Statement::Kind StatementParser::forTag(const Opener& self) {
    For loop;
    loop.target = expressions_.target("in");
    tokens_.expectName("in");
    loop.over = expressions_.tuple(false, "recursive");
    if (tokens_.acceptName("if")) loop.test = expressions_.expression();
    loop.recursive = tokens_.acceptName("recursive");
    tokens_.acceptOperator(":");
    tokens_.expect(TokenType::BlockEnd);
    loop.body = body(self, {"endfor", "else"});
    if (tokens_.take().text == "else") loop.otherwise = closedBody(self, "endfor");
    return loop;
}

Statement::Kind StatementParser::setTag(const Opener& self) {
    ExprPtr target = expressions_.targetOrNamespace();
    if (tokens_.acceptOperator("=")) return Set{std::move(target), expressions_.tuple(), {}};
    SetBlock set{std::move(target), expressions_.filters(nullptr), {}, {}, {}};
    set.body = closedBody(self, "endset");
    return set;
}

Statement::Kind StatementParser::withTag(const Opener& self) {
    With with;
    while (tokens_.current().type != TokenType::BlockEnd) {
        if (!with.targets.empty()) tokens_.expectOperator(",");
        with.targets.push_back(expressions_.target());
        tokens_.expectOperator("=");
        with.values.push_back(expressions_.expression());
    }
    with.body = closedBody(self, "endwith");
    return with;
}

Statement::Kind StatementParser::autoescapeTag(const Opener& self) {
    const Escaping before = expressions_.escaping();
    Autoescape result;
    result.value = expressions_.expression();
    const auto* constant = std::get_if<Literal>(&result.value->kind);
    if (before != Escaping::AsItIsNow)
        expressions_.setEscaping(constant == nullptr      ? Escaping::AsItIsNow
                                 : truth(constant->value) ? Escaping::On
                                                          : Escaping::Off);
    result.body = closedBody(self, "endautoescape");
    expressions_.setEscaping(before);
    return result;
}

Statement::Kind StatementParser::filterTag(const Opener& self) {
    FilterBlock block{expressions_.filters(nullptr, true), {}, {}, expressions_.escaping()};
    block.body = closedBody(self, "endfilter");
    return block;
}

} // namespace pages_jinja
