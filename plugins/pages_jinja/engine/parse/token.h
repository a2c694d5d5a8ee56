// SPDX-License-Identifier: Apache-2.0
// The tokens of a template's source. Texts are views of the source, or of the template's own strings.
#pragma once

#include <cstdint>
#include <string_view>

namespace pages_jinja {

enum class TokenType : std::uint8_t {
    Data, // text between tags
    VariableBegin,
    VariableEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Text,
    Integer,
    Real,
    Operator, // its text says which
    End,
};

struct Token {
    TokenType type = TokenType::End;
    int line = 1;
    std::string_view text;
    std::int64_t integer = 0;
    double real = 0;
    bool isNegatedOnly = false; // an integer that fits into 64 bits only with a minus sign

    bool isName(std::string_view name) const { return type == TokenType::Name && text == name; }
    bool isOperator(std::string_view op) const { return type == TokenType::Operator && text == op; }
};

// A comment without its delimiters, text between tags, or a name. They may mean something to the engine's user that they do not
// mean to the engine.
struct Passage {
    int line;
    std::string_view text;
};

} // namespace pages_jinja
