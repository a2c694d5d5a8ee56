// SPDX-License-Identifier: Apache-2.0
// The budget of a render and its containers.
#include "engine/value/rendering.h"

namespace pages_jinja {

Rendering::Rendering(TemplateSource& templates, Arena& memory, const Limits& bounds, std::string& page)
    : arena(memory),
      limits(bounds),
      out(page, bounds.outputBytes, "output"),
      templates_(templates),
      stepsLeft_(bounds.steps),
      stackStart_(reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0))) {}

void Rendering::refuseSteps() const {
    failLimit("more than " + std::to_string(limits.steps) + " iterations and calls (limit: steps)");
}

void Rendering::refuseStack() const { failLimit("expressions and calls nested too deep (limit: stack)"); }

Rendering::Place Rendering::enter(const Template& entered, const bool* autoescape) {
    step();
    mustHaveStack();
    if (++depth_ > limits.depth)
        failLimit("templates, blocks and macros inside each other, more than " + std::to_string(limits.depth) +
                  " deep (limit: depth)");
    const Place before{current_, line, autoescape_};
    current_ = &entered;
    autoescape_ = autoescape;
    return before;
}

void Rendering::leave(const Place& place) {
    --depth_;
    current_ = place.current;
    line = place.line;
    autoescape_ = place.autoescape;
}

const Template* Rendering::find(std::string_view name) {
    for (const auto& [known, page] : held_)
        if (known == name) return page.get();
    std::shared_ptr<const Template> found = templates_.find(name);
    if (found == nullptr) return nullptr;
    hold(name, std::move(found));
    return held_.back().second.get();
}

Sequence* Rendering::newSequence(std::size_t expected) {
    auto* sequence = arena.make<Sequence>(arena);
    sequence->items.reserve(expected);
    return sequence;
}

Value Rendering::list(std::span<const Value> items) {
    Sequence* sequence = newSequence();
    sequence->items.assign(items.begin(), items.end());
    return Value::list(sequence);
}

Value Rendering::tuple(std::initializer_list<Value> items) {
    Sequence* sequence = newSequence();
    sequence->items.assign(items);
    return Value::tuple(sequence);
}

} // namespace pages_jinja
