// SPDX-License-Identifier: Apache-2.0
// Runs templates: statements, and the functions that contain them.
#pragma once

#include "engine/run/frame.h"

namespace pages_jinja {

// Renders a whole template with its parents into the output of the rendering.
void renderTemplate(Rendering& rendering, const Template& source, Context& context);

void renderBody(Rendering& rendering, Frame& frame, const Body& body);

// Runs `print`, and removes what it printed from the output and returns it.
template <class Print>
Value captured(Rendering& rendering, bool isMarkup, Print print) {
    const std::size_t start = rendering.out.size();
    print();
    const Value text = rendering.copy(rendering.out.from(start), isMarkup);
    rendering.out.cut(start);
    return text;
}

// A context for a template that is entered: with its own blocks and escaping enabled.
Context* newContext(Rendering& rendering, const Template& source);

// The template that the value names; null if there is none. The second function also accepts a list of names.
const Template* templateNamed(Rendering& rendering, const Value& name);
const Template* firstTemplateOf(Rendering& rendering, const Value& names);

// A block, as its context sees it at this level of inheritance.
void renderBlock(Rendering& rendering, Context& context, const BlockTable::Entry& entry, std::size_t height);

// The variables `self` and `super` of templates.
Value selfReference(Rendering& rendering, Context& context);
Value superReference(Rendering& rendering, Context& context, const BlockTable::Entry& entry, std::size_t height);

// A macro or the body of a call tag, bound to the frame in which it is defined.
Value macroValue(Rendering& rendering, Frame& frame, const MacroBody& macro);

void renderFor(Rendering& rendering, Frame& frame, const For& loop);

// The result of an import tag: the template's macros and variables. Without context it is created once per render.
Value importedModule(Rendering& rendering, Frame& frame, const Template& source, const Import& import);
void renderWithoutContext(Rendering& rendering, const Template& source);
// Missing if the module exports no such name.
Value exportOf(const Value& module, std::string_view name);

} // namespace pages_jinja
