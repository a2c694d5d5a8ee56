// SPDX-License-Identifier: Apache-2.0
// Splits template source into tokens: finds tags, removes comments, handles raw blocks and the white space marks (- and +).
#pragma once

#include "engine/parse/token.h"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace pages_jinja {

// Line ends become
// , and one at the very end is dropped, as in Jinja.
std::string normalizedSource(std::string_view source);

struct Lexed {
    std::vector<Token> tokens;
    std::vector<Passage> comments, texts;
};

// `source` must be normalized and outlive the tokens, as must `strings`, which receives texts that are not in the source. Throws
// TemplateError (Syntax).
Lexed lex(std::string_view source, std::string_view name, std::deque<std::string>& strings);

} // namespace pages_jinja
