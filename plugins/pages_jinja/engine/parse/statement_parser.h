// SPDX-License-Identifier: Apache-2.0
// Parses a template's tags and the text between them into statements. Uses the expression parser for the content of tags.
#pragma once

#include "engine/parse/expression_parser.h"
#include "engine/parse/template.h"

#include <map>

namespace pages_jinja {

class StatementParser {
public:
    StatementParser(TokenStream& tokens, Template& made)
        : tokens_(tokens), made_(made), expressions_(tokens, made.strings, made.names) {}

    // Fills the template's body, blocks and names. Throws TemplateError.
    void run();

private:
    struct Opener {
        std::string_view tag;
        int line;
    };
    using Ends = std::initializer_list<std::string_view>;

    Body body(const Opener& opener, Ends ends); // stops at one of those names, which is then the current token
    Body closedBody(const Opener& opener, std::string_view end);
    bool bodyItem(Body& body, const Opener& opener, Ends ends); // false: the end was reached
    void statement(Body& body, const Opener& opener, Ends ends);
    [[noreturn]] void refuseEnd(const Opener& opener, Ends ends) const;
    [[noreturn]] void refuseTag(std::string_view tag, const Opener& opener, Ends ends) const;

    Statement::Kind ifTag(const Opener& self);
    Statement::Kind forTag(const Opener& self);
    Statement::Kind setTag(const Opener& self);
    Statement::Kind withTag(const Opener& self);
    Statement::Kind autoescapeTag(const Opener& self);
    Statement::Kind blockTag(const Opener& self);
    Statement::Kind extendsTag(const Opener& self);
    Statement::Kind includeTag(const Opener& self);
    Statement::Kind importTag(const Opener& self);
    Statement::Kind fromTag(const Opener& self);
    Statement::Kind macroTag(const Opener& self);
    Statement::Kind callTag(const Opener& self);
    Statement::Kind filterTag(const Opener& self);
    void printTag(Body& body);
    void importedNames(Import& import);
    bool contextWords(bool& withContext);
    void signature(MacroBody& macro);

    using TagParser = Statement::Kind (StatementParser::*)(const Opener&);
    static TagParser parserOf(std::string_view tag);

    TokenStream& tokens_;
    Template& made_;
    ExpressionParser expressions_;
};

} // namespace pages_jinja
