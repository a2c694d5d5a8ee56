// SPDX-License-Identifier: Apache-2.0
// One compiled template, immutable and shared between threads, and the function that compiles it.
#pragma once

#include "engine/parse/ast.h"
#include "engine/parse/token.h"
#include "engine/value/render_limits.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace pages_jinja {

struct Template {
    std::string name;
    std::string source;              // normalized; the texts of the tree are views of it
    std::deque<std::string> strings; // texts of the tree that are not in the source
    Body body;
    Function function;
    bool usesSelf = false;
    Slot self;
    std::vector<std::shared_ptr<Block>> blocks;
    std::vector<Passage> comments, texts; // see Lexed
    std::vector<Passage> names;           // of blocks, arguments and everything that a tag binds
    std::string access;                   // what the comments mean to the engine's user, see Environment
};

// Throws TemplateError.
std::shared_ptr<Template> compile(std::string_view name, std::string_view source, const Limits& limits);

} // namespace pages_jinja
