// SPDX-License-Identifier: Apache-2.0
// Imported templates: their top-level variables, as attributes.
#include "engine/run/render.h"
#include "engine/value/object.h"

namespace pages_jinja {

namespace {

class Module : public Object {
public:
    Module(const Context& context, std::string_view text, Arena& arena) : text_(text), exports_(arena.resource()) {
        for (const Context::Variable& variable : context.variables)
            if (variable.exported) exports_.push_back(variable);
    }
    std::string_view typeName() const override { return "module"; }
    bool isHtml() const override { return true; }
    void print(Buffer& out) const override { out.append(text_); }
    bool attribute(Rendering&, std::string_view name, Value& found) override {
        found = exported(name);
        return !found.isMissing();
    }
    Value exported(std::string_view name) const {
        for (const Context::Variable& variable : exports_)
            if (variable.name == name) return variable.value;
        return {};
    }

private:
    std::string_view text_;
    std::pmr::vector<Context::Variable> exports_;
};

Module* made(Rendering& rendering, const Template& source, Context& context) {
    const Value text = captured(rendering, true, [&] { renderTemplate(rendering, source, context); });
    return rendering.arena.make<Module>(context, text.text(), rendering.arena);
}

// A snapshot of everything that a context can see: a module keeps it even if the importer changes its variables later.
void copyVariables(const Context& from, Context& to) {
    if (from.base != nullptr) copyVariables(*from.base, to);
    if (from.data != nullptr) to.data = from.data;
    for (const Context::Variable& variable : from.variables) to.set(variable.name, variable.value, false);
}

} // namespace

class ModuleCache {
public:
    explicit ModuleCache(Arena& arena) : modules_(arena.resource()) {}
    Module* find(Rendering& rendering, const Template& source) {
        for (const auto& [known, module] : modules_)
            if (known == &source) return module;
        Module* module = made(rendering, source, *newContext(rendering, source));
        modules_.emplace_back(&source, module);
        return module;
    }

private:
    std::pmr::vector<std::pair<const Template*, Module*>> modules_;
};

namespace {

Module* cached(Rendering& rendering, const Template& source) {
    if (rendering.modules == nullptr) rendering.modules = rendering.arena.make<ModuleCache>(rendering.arena);
    return rendering.modules->find(rendering, source);
}

} // namespace

Value importedModule(Rendering& rendering, Frame& frame, const Template& source, const Import& import) {
    if (!import.withContext) return Value::object(cached(rendering, source));
    auto* seen = rendering.arena.make<Context>(rendering.arena);
    copyVariables(*frame.context, *seen);
    for (const auto& [name, slot] : import.locals)
        if (!frame.at(slot).isMissing()) seen->set(name, frame.at(slot), false);
    Context* context = newContext(rendering, source);
    context->base = seen;
    return Value::object(made(rendering, source, *context));
}

void renderWithoutContext(Rendering& rendering, const Template& source) {
    const Module* module = cached(rendering, source);
    module->print(rendering.out);
}

Value exportOf(const Value& module, std::string_view name) {
    return static_cast<const Module&>(module.object()).exported(name);
}

} // namespace pages_jinja
