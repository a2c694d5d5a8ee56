// SPDX-License-Identifier: Apache-2.0
// One function for each kind of statement.
#include "engine/run/render.h"

#include "engine/run/evaluate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

namespace pages_jinja {

namespace {

class Statements {
public:
    Statements(Rendering& rendering, Frame& frame) : r_(rendering), f_(frame) {}

    void operator()(const Text& s) {
        if (isPrinted(s.printed)) r_.out.append(s.text);
    }
    void operator()(const Print& s) {
        if (!isPrinted(s.printed)) return;
        const Value value = of(s.value);
        if (s.escaping == Escaping::On || (s.escaping == Escaping::AsItIsNow && r_.autoescape()))
            appendForHtml(r_.out, value);
        else
            appendText(r_.out, value);
    }
    void operator()(const If& s) {
        for (const If::Branch& branch : s.branches) {
            r_.line = branch.line;
            if (truth(of(branch.test))) return renderBody(r_, f_, branch.body);
        }
        renderBody(r_, f_, s.otherwise);
    }
    void operator()(const For& s) { renderFor(r_, f_, s); }
    void operator()(const Set& s) {
        const Value value = of(s.value);
        assign(r_, f_, *s.target, value);
        publish(s.exported);
    }
    void operator()(const SetBlock& s) {
        f_.enter(s.scope);
        Value text = captured(r_, r_.autoescape() && s.filter != nullptr, [&] { renderBody(r_, f_, s.body); });
        if (s.filter != nullptr) text = evaluateFilters(r_, f_, *s.filter, text);
        if (r_.autoescape()) text = Value::markup(softText(r_.arena, text).text());
        assign(r_, f_, *s.target, text);
        publish(s.exported);
    }
    void operator()(const Include& s);
    void operator()(const Import& s);
    void operator()(const Macro& s) {
        const Value macro = macroValue(r_, f_, *s.body);
        assign(r_, f_, *s.target, macro);
        if (s.exported) f_.context->set(s.body->name, macro, !s.body->name.starts_with('_'));
    }
    void operator()(const CallBlock& s) {
        const Value result = evaluateCall(r_, f_, *s.call, macroValue(r_, f_, *s.body));
        appendText(r_.out, result);
    }
    void operator()(const FilterBlock& s) {
        f_.enter(s.scope);
        const bool markup = s.escaping == Escaping::On || (s.escaping == Escaping::AsItIsNow && r_.autoescape());
        const Value text = captured(r_, markup, [&] { renderBody(r_, f_, s.body); });
        appendText(r_.out, evaluateFilters(r_, f_, *s.filter, text));
    }
    void operator()(const With& s) {
        f_.enter(s.scope);
        for (std::size_t i = 0; i < s.targets.size(); ++i) assign(r_, f_, *s.targets[i], of(s.values[i]));
        renderBody(r_, f_, s.body);
    }
    void operator()(const Autoescape& s) {
        f_.enter(s.scope);
        const bool before = *f_.context->autoescape;
        *f_.context->autoescape = truth(of(s.value));
        renderBody(r_, f_, s.body);
        *f_.context->autoescape = before;
    }
    void operator()(const PlaceBlock& s);
    void operator()(const Extends& s);

private:
    bool isPrinted(Printed printed) const {
        return printed == Printed::Always || (printed == Printed::UnlessExtending && f_.parent == nullptr);
    }
    Value of(const ExprPtr& expr) { return evaluate(r_, f_, *expr); }

    // Blocks and includes see what the top level of a template assigns.
    void publish(const std::vector<NamedSlot>& names) {
        for (const auto& [name, slot] : names) f_.context->set(name, f_.at(slot), !name.starts_with('_'));
    }
    Context* contextWith(const std::vector<NamedSlot>& locals) {
        auto* context = r_.arena.make<Context>(r_.arena);
        context->base = f_.context;
        for (const auto& [name, slot] : locals)
            if (!f_.at(slot).isMissing()) context->variables.push_back({name, f_.at(slot), false});
        return context;
    }

    Rendering& r_;
    Frame& f_;
};

[[noreturn]] void failNotFound(const Value& name) {
    std::string text;
    Buffer printed(text, 1 << 16, "output");
    appendText(printed, name);
    throw Fault(ErrorKind::NotFound, "there is no template called '" + text + "'");
}

void Statements::operator()(const Include& s) {
    const Value name = of(s.name);
    const Template* source = firstTemplateOf(r_, name);
    if (source == nullptr && s.ignoreMissing) return;
    if (source == nullptr) failNotFound(name);
    if (!s.withContext) return renderWithoutContext(r_, *source);
    Context* context = newContext(r_, *source);
    context->base = contextWith(s.locals);
    renderTemplate(r_, *source, *context);
}

void Statements::operator()(const Import& s) {
    const Value name = of(s.name);
    const Template* source = templateNamed(r_, name);
    if (source == nullptr) failNotFound(name);
    const Value module = importedModule(r_, f_, *source, s);
    const auto bind = [&](const Expr& target, const Value& value) {
        assign(r_, f_, target, value);
        if (s.exported) f_.context->set(std::get<Name>(target.kind).name, value, false);
    };
    if (!s.isFrom) return bind(*s.target, module);
    for (const auto& [wanted, target] : s.names) {
        const Value value = exportOf(module, wanted);
        if (!value.isMissing()) {
            bind(*target, value);
            continue;
        }
        const std::string hint =
            "the template '" + source->name + "' does not export the name '" + std::string(wanted) + "'";
        bind(*target, Value::undefined(r_.arena.copy(hint), true));
    }
}

void Statements::operator()(const PlaceBlock& s) {
    if (!isPrinted(s.printed)) return;
    const BlockTable::Entry* entry = f_.context->blocks->find(s.block->name);
    if (entry == nullptr) return;
    if (s.block->required && entry->stack.size() <= 1)
        fail("the required block '" + std::string(s.block->name) + "' is missing");
    if (!s.block->scoped) return renderBlock(r_, *f_.context, *entry, 0);
    Context* context = contextWith(s.locals);
    context->blocks = f_.context->blocks;
    context->autoescape = f_.context->autoescape;
    renderBlock(r_, *context, *entry, 0);
}

void Statements::operator()(const Extends& s) {
    if (f_.parent != nullptr) fail("a template can extend only one other");
    const Value name = of(s.name);
    f_.parent = templateNamed(r_, name);
    if (f_.parent == nullptr) failNotFound(name);
    f_.context->blocks->add(*f_.parent, r_.arena);
}

} // namespace

void renderBody(Rendering& rendering, Frame& frame, const Body& body) {
    Statements statements(rendering, frame);
    for (const Statement& statement : body) {
        rendering.line = statement.line;
        std::visit(statements, statement.kind);
    }
}

void renderTemplate(Rendering& rendering, const Template& source, Context& context) {
    const Rendering::Place before = rendering.enter(source, context.autoescape);
    Frame like;
    like.context = &context;
    like.owner = &source;
    const FrameHolder frame(rendering, source.function, like);
    frame->enter(source.function.scope);
    if (source.usesSelf) frame->at(source.self) = selfReference(rendering, context);
    renderBody(rendering, *frame, source.body);
    if (frame->parent != nullptr) renderTemplate(rendering, *frame->parent, context);
    rendering.leave(before);
}

Context* newContext(Rendering& rendering, const Template& source) {
    auto* context = rendering.arena.make<Context>(rendering.arena);
    context->blocks = rendering.arena.make<BlockTable>(rendering.arena);
    context->blocks->add(source, rendering.arena);
    context->autoescape = rendering.arena.make<bool>(true);
    return context;
}

const Template* templateNamed(Rendering& rendering, const Value& name) {
    if (name.is(Type::Undefined)) failUndefined(name);
    if (name.isSequence() || name.is(Type::Map)) fail("the name of a template must be a text");
    return name.is(Type::Text) ? rendering.find(name.text()) : nullptr;
}

const Template* firstTemplateOf(Rendering& rendering, const Value& names) {
    if (names.is(Type::Undefined) || names.is(Type::Text)) return templateNamed(rendering, names);
    if (!names.isSequence()) fail("the name of a template must be a text, or a list of texts");
    for (const Value& one : names.sequence().items)
        if (const Template* found = templateNamed(rendering, one); found != nullptr) return found;
    return nullptr;
}

} // namespace pages_jinja
