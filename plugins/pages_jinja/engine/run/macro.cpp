// SPDX-License-Identifier: Apache-2.0
// Macros and the bodies of call tags: functions whose result is the text that they print.
#include "engine/run/evaluate.h"
#include "engine/run/render.h"
#include "engine/value/object.h"

namespace pages_jinja {

namespace {

class MacroObject : public Object {
public:
    MacroObject(Frame& frame, const MacroBody& macro) : frame_(frame), macro_(macro) {}

    std::string_view typeName() const override { return "macro"; }
    bool isCallable() const override { return true; }
    void print(Buffer& out) const override {
        out.append(macro_.name.empty() ? "<Macro anonymous" : "<Macro '");
        out.append(macro_.name);
        out.append(macro_.name.empty() ? ">" : "'>");
    }
    bool attribute(Rendering& rendering, std::string_view name, Value& found) override;
    Value call(Rendering& rendering, const Arguments& arguments) override {
        return captured(rendering, rendering.autoescape(), [&] { run(rendering, arguments); });
    }

private:
    static std::string_view nameOf(const ExprPtr& parameter) { return std::get<Name>(parameter->kind).name; }
    bool isParameter(std::string_view name) const {
        for (const ExprPtr& parameter : macro_.parameters)
            if (nameOf(parameter) == name) return true;
        return false;
    }
    void run(Rendering& rendering, const Arguments& arguments);
    void bindParameters(Rendering& rendering, Frame& frame, const Arguments& arguments) const;
    void bindExtras(Rendering& rendering, Frame& frame, const Arguments& arguments) const;
    void bindDefaults(Rendering& rendering, Frame& frame) const;

    Frame& frame_; // where it was defined
    const MacroBody& macro_;
};

bool MacroObject::attribute(Rendering& rendering, std::string_view name, Value& found) {
    if (name == "name")
        found = macro_.name.empty() ? Value::none() : Value::text(macro_.name);
    else if (name == "caller")
        found = Value::boolean(macro_.usesCaller);
    else if (name == "catch_kwargs")
        found = Value::boolean(macro_.usesNamed);
    else if (name == "catch_varargs")
        found = Value::boolean(macro_.usesPositional);
    else if (name == "arguments") {
        Sequence* names = rendering.newSequence();
        for (const ExprPtr& parameter : macro_.parameters) names->items.push_back(Value::text(nameOf(parameter)));
        found = Value::tuple(names);
    }
    return !found.isMissing();
}

void MacroObject::run(Rendering& rendering, const Arguments& arguments) {
    const int callLine = rendering.line;
    const Rendering::Place before = rendering.enter(*frame_.owner, frame_.context->autoescape);
    rendering.line = callLine;
    Frame like = frame_;
    like.outer = &frame_;
    like.parent = nullptr;
    const FrameHolder frame(rendering, macro_.function, like);
    frame->enter(macro_.function.scope);
    bindParameters(rendering, *frame, arguments);
    bindExtras(rendering, *frame, arguments);
    bindDefaults(rendering, *frame);
    renderBody(rendering, *frame, macro_.body);
    rendering.leave(before);
}

void MacroObject::bindParameters(Rendering& rendering, Frame& frame, const Arguments& arguments) const {
    for (std::size_t i = 0; i < macro_.parameters.size(); ++i) {
        const Value* named = arguments.find(nameOf(macro_.parameters[i]));
        const bool positional = i < arguments.positional.size();
        if (positional && named != nullptr && !macro_.usesNamed)
            fail("the macro '" + std::string(macro_.name) + "' got '" + std::string(nameOf(macro_.parameters[i])) +
                 "' twice");
        const Value value = positional ? arguments.positional[i] : named != nullptr ? *named : Value();
        assign(rendering, frame, *macro_.parameters[i], value);
    }
}

void MacroObject::bindExtras(Rendering& rendering, Frame& frame, const Arguments& arguments) const {
    const std::size_t count = macro_.parameters.size();
    const bool takesCaller = macro_.usesCaller && !isParameter("caller");
    if (takesCaller) {
        const Value* caller = arguments.find("caller");
        frame.at(macro_.caller) = caller != nullptr ? *caller : Value::undefined("No caller defined", true);
    }
    Map* named = macro_.usesNamed ? rendering.newMap() : nullptr;
    for (const auto& [name, value] : arguments.named) {
        if (isParameter(name) || (takesCaller && name == "caller")) continue;
        if (named == nullptr)
            fail("the macro '" + std::string(macro_.name) + "' has no argument called '" + std::string(name) + "'");
        named->set(Value::text(name), value);
    }
    if (named != nullptr) frame.at(macro_.named) = Value::map(named);
    if (macro_.usesPositional) {
        Sequence* rest = rendering.newSequence();
        for (std::size_t i = count; i < arguments.positional.size(); ++i)
            rest->items.push_back(arguments.positional[i]);
        frame.at(macro_.positional) = Value::tuple(rest);
    } else if (arguments.positional.size() > count) {
        fail("the macro '" + std::string(macro_.name) + "' takes at most " + std::to_string(count) + " arguments");
    }
}

void MacroObject::bindDefaults(Rendering& rendering, Frame& frame) const {
    const std::size_t plain = macro_.parameters.size() - macro_.defaults.size();
    for (std::size_t i = 0; i < macro_.parameters.size(); ++i) {
        Value& slot = frame.at(std::get<Name>(macro_.parameters[i]->kind).slot);
        if (!slot.isMissing()) continue;
        if (i >= plain) {
            const Value value = evaluate(rendering, frame, *macro_.defaults[i - plain]);
            slot = value;
            continue;
        }
        const std::string hint = "the parameter '" + std::string(nameOf(macro_.parameters[i])) + "' was not given";
        slot = Value::undefined(rendering.arena.copy(hint), true);
    }
}

} // namespace

Value macroValue(Rendering& rendering, Frame& frame, const MacroBody& macro) {
    return Value::object(rendering.arena.make<MacroObject>(frame, macro));
}

} // namespace pages_jinja
