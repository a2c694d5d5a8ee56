// SPDX-License-Identifier: Apache-2.0
// Runs templates: statements, and the functions that hold them.
#pragma once

#include "engine/run/frame.h"

namespace pages_jinja {

// A whole template with its parents, into the output of the rendering.
void renderTemplate(Rendering& rendering, const Template& source, Context& context);

void renderBody(Rendering& rendering, Frame& frame, const Body& body);

// Runs `print` and takes what it printed away from the output again.
template <class Print>
Value captured(Rendering& rendering, bool isMarkup, Print print) {
    const std::size_t start = rendering.out.size();
    print();
    const Value text = rendering.copy(rendering.out.from(start), isMarkup);
    rendering.out.cut(start);
    return text;
}

// A context for a template that is entered: with its own blocks, and escaping on.
Context* newContext(Rendering& rendering, const Template& source);

// The template that the value names; null if there is none. The second also takes a list of names.
const Template* templateNamed(Rendering& rendering, const Value& name);
const Template* firstTemplateOf(Rendering& rendering, const Value& names);

// A block, as its context has it at this height of inheritance.
void renderBlock(Rendering& rendering, Context& context, const BlockTable::Entry& entry, std::size_t height);

// The variables `self` and `super` of templates.
Value selfReference(Rendering& rendering, Context& context);
Value superReference(Rendering& rendering, Context& context, const BlockTable::Entry& entry, std::size_t height);

// A macro or a call tag's body, bound to the frame that it is defined in.
Value macroValue(Rendering& rendering, Frame& frame, const MacroBody& macro);

void renderFor(Rendering& rendering, Frame& frame, const For& loop);

// What an import tag makes: the template's macros and variables. Without context it is made once in a render.
Value importedModule(Rendering& rendering, Frame& frame, const Template& source, const Import& import);
void renderWithoutContext(Rendering& rendering, const Template& source);
// Missing if the module exports no such name.
Value exportOf(const Value& module, std::string_view name);

} // namespace pages_jinja
