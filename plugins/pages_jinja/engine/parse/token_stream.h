// SPDX-License-Identifier: Apache-2.0
// The tokens of one template and the position of the parser in them. Shared by both parsers.
#pragma once

#include "engine/parse/ast.h"
#include "engine/parse/token.h"
#include "engine/value/render_limits.h"
#include "engine/value/template_error.h"

#include <string>
#include <vector>

namespace pages_jinja {

class TokenStream {
public:
    TokenStream(std::vector<Token> tokens, std::string_view name, const Limits& limits)
        : tokens_(std::move(tokens)), name_(name), nestingLimit_(limits.nesting) {}

    const Token& current() const { return tokens_[at_]; }
    const Token& next() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }
    Token take() {
        const Token token = tokens_[at_];
        if (at_ + 1 < tokens_.size()) ++at_;
        return token;
    }
    bool acceptName(std::string_view name) { return current().isName(name) && (take(), true); }
    bool acceptOperator(std::string_view op) { return current().isOperator(op) && (take(), true); }

    // Each throws a TemplateError that says what was expected.
    void expectOperator(std::string_view op);
    void expectName(std::string_view name);
    Token expect(TokenType type);

    [[noreturn]] void refuse(const std::string& message, int line = 0) const;
    std::string_view name() const { return name_; }

    // Counts the recursion depth of the parser; throws when it is too deep.
    class Nesting {
    public:
        explicit Nesting(TokenStream& stream) : stream_(stream) {
            if (++stream_.nesting_ > stream_.nestingLimit_) stream_.refuseNesting();
        }
        ~Nesting() { --stream_.nesting_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

    private:
        TokenStream& stream_;
    };
    // For trees that grow without recursion of the parser: a + b + c + ...
    void mustNotBeDeeper(int depth) const;

private:
    [[noreturn]] void refuseNesting() const;

    std::vector<Token> tokens_;
    std::string_view name_;
    std::size_t at_ = 0;
    std::size_t nesting_ = 0;
    std::size_t nestingLimit_;
};

// The name of a token in error messages.
std::string describe(const Token& token);

} // namespace pages_jinja
