// SPDX-License-Identifier: Apache-2.0
// The part of the statement parser for blocks, macros and other templates.
#include "engine/parse/statement_parser.h"

#include "engine/text/unicode.h"

#include <algorithm>

namespace pages_jinja {

namespace {

bool isBlank(const Body& body) {
    return std::all_of(body.begin(), body.end(), [](const Statement& statement) {
        const auto* text = std::get_if<Text>(&statement.kind);
        return text != nullptr && trimmed(text->text).empty();
    });
}

} // namespace

Statement::Kind StatementParser::blockTag(const Opener& self) {
    auto block = std::make_shared<Block>();
    block->line = self.line;
    block->name = tokens_.expect(TokenType::Name).text;
    block->scoped = tokens_.acceptName("scoped");
    block->required = tokens_.acceptName("required");
    for (const auto& other : made_.blocks)
        if (other->name == block->name)
            tokens_.refuse("the block '" + std::string(block->name) + "' is already defined on line " +
                               std::to_string(other->line),
                           self.line);
    made_.blocks.push_back(block);
    made_.names.push_back({self.line, block->name});
    const Escaping before = expressions_.escaping();
    expressions_.setEscaping(Escaping::On); // a block does not know where it will be placed
    block->body = closedBody(self, "endblock");
    expressions_.setEscaping(before);
    if (block->required && !isBlank(block->body))
        tokens_.refuse("a required block may contain nothing but comments and white space", self.line);
    tokens_.acceptName(block->name);
    return PlaceBlock{std::move(block), Printed::Always, {}};
}

Statement::Kind StatementParser::extendsTag(const Opener&) { return Extends{expressions_.expression()}; }

bool StatementParser::contextWords(bool& withContext) {
    const Token& word = tokens_.current();
    if ((!word.isName("with") && !word.isName("without")) || !tokens_.next().isName("context")) return false;
    withContext = tokens_.take().text == "with";
    tokens_.take();
    return true;
}

Statement::Kind StatementParser::includeTag(const Opener&) {
    Include include;
    include.name = expressions_.expression();
    if (tokens_.current().isName("ignore") && tokens_.next().isName("missing")) {
        tokens_.take();
        tokens_.take();
        include.ignoreMissing = true;
    }
    contextWords(include.withContext);
    return include;
}

Statement::Kind StatementParser::importTag(const Opener&) {
    Import import;
    import.name = expressions_.expression();
    tokens_.expectName("as");
    import.target = expressions_.nameTarget();
    contextWords(import.withContext);
    return import;
}

Statement::Kind StatementParser::fromTag(const Opener&) {
    Import import;
    import.isFrom = true;
    import.name = expressions_.expression();
    tokens_.expectName("import");
    importedNames(import);
    return import;
}

void StatementParser::importedNames(Import& import) {
    do {
        if (contextWords(import.withContext)) return;
        const Token name = tokens_.current();
        ExprPtr target = expressions_.nameTarget();
        if (name.text.starts_with('_'))
            tokens_.refuse("names that start with an underline cannot be imported", name.line);
        if (tokens_.acceptName("as")) target = expressions_.nameTarget();
        import.names.emplace_back(name.text, std::move(target));
        if (contextWords(import.withContext)) return;
    } while (tokens_.acceptOperator(","));
}

void StatementParser::signature(MacroBody& macro) {
    tokens_.expectOperator("(");
    while (!tokens_.current().isOperator(")")) {
        if (!macro.parameters.empty()) tokens_.expectOperator(",");
        ExprPtr parameter = expressions_.nameTarget();
        for (const ExprPtr& other : macro.parameters)
            if (std::get<Name>(other->kind).name == std::get<Name>(parameter->kind).name)
                tokens_.refuse("the parameter '" + std::string(std::get<Name>(other->kind).name) + "' is given twice");
        macro.parameters.push_back(std::move(parameter));
        if (tokens_.acceptOperator("="))
            macro.defaults.push_back(expressions_.expression());
        else if (!macro.defaults.empty())
            tokens_.refuse("a parameter without default follows one with default");
    }
    tokens_.expectOperator(")");
}

Statement::Kind StatementParser::macroTag(const Opener& self) {
    Macro macro{std::make_shared<MacroBody>(), nullptr};
    macro.body->name = tokens_.current().text;
    macro.target = expressions_.nameTarget();
    signature(*macro.body);
    macro.body->body = closedBody(self, "endmacro");
    return macro;
}

Statement::Kind StatementParser::callTag(const Opener& self) {
    CallBlock call{std::make_shared<MacroBody>(), nullptr};
    if (tokens_.current().isOperator("(")) signature(*call.body);
    call.call = expressions_.expression();
    if (!std::holds_alternative<CallExpr>(call.call->kind))
        tokens_.refuse("expected a call, such as name(...)", self.line);
    call.body->body = closedBody(self, "endcall");
    return call;
}

} // namespace pages_jinja
