// SPDX-License-Identifier: Apache-2.0
// What the lexer makes of a template's source. Texts are views of the source, or of the template's own strings.
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
    bool isNegatedOnly = false; // a whole number that fits into 64 bits with a minus only

    bool isName(std::string_view name) const { return type == TokenType::Name && text == name; }
    bool isOperator(std::string_view op) const { return type == TokenType::Operator && text == op; }
};

// A comment without the signs around it, or text between tags. Neither means anything to the engine, but both may to its user.
struct Passage {
    int line;
    std::string_view text;
};

} // namespace pages_jinja
