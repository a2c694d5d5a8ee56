// SPDX-License-Identifier: Apache-2.0
// Compiles a source into a template: lexer, parser, scope resolver.
#include "engine/parse/lexer.h"
#include "engine/parse/scope_resolver.h"
#include "engine/parse/statement_parser.h"
#include "engine/parse/template.h"

namespace pages_jinja {

std::shared_ptr<Template> compile(std::string_view name, std::string_view source, const Limits& limits) {
    if (source.size() > limits.templateBytes)
        throw TemplateError(ErrorKind::Limit, name, 0,
                            "the template has more than " + std::to_string(limits.templateBytes) +
                                " bytes (limit: template)");
    auto made = std::make_shared<Template>();
    made->name = name;
    made->source = normalizedSource(source);
    Lexed lexed = lex(made->source, made->name, made->strings);
    made->comments = std::move(lexed.comments);
    made->texts = std::move(lexed.texts);
    TokenStream tokens(std::move(lexed.tokens), made->name, limits);
    StatementParser(tokens, *made).run();
    ScopeResolver(*made).run();
    return made;
}

} // namespace pages_jinja
