// SPDX-License-Identifier: Apache-2.0
// Blocks of templates that extend each other: placing them, super() and self.name().
#include "engine/run/render.h"
#include "engine/value/object.h"

namespace pages_jinja {

namespace {

class BlockReference : public Object {
public:
    BlockReference(Context& context, const BlockTable::Entry& entry, std::size_t height)
        : context_(context), entry_(entry), height_(height) {}
    std::string_view typeName() const override { return "block"; }
    bool isCallable() const override { return true; }
    bool attribute(Rendering& rendering, std::string_view name, Value& found) override {
        if (name == "super") found = superReference(rendering, context_, entry_, height_);
        return name == "super";
    }
    Value call(Rendering& rendering, const Arguments&) override {
        return captured(rendering, *context_.autoescape, [&] { renderBlock(rendering, context_, entry_, height_); });
    }

private:
    Context& context_;
    const BlockTable::Entry& entry_;
    std::size_t height_;
};

class SelfReference : public Object {
public:
    explicit SelfReference(Context& context) : context_(context) {}
    std::string_view typeName() const override { return "template"; }
    bool item(Rendering& rendering, const Value& key, Value& found) override {
        const BlockTable::Entry* entry = key.is(Type::Text) ? context_.blocks->find(key.text()) : nullptr;
        if (entry == nullptr) return false;
        found = Value::object(rendering.arena.make<BlockReference>(context_, *entry, std::size_t{0}));
        return true;
    }

private:
    Context& context_;
};

} // namespace

void renderBlock(Rendering& rendering, Context& context, const BlockTable::Entry& entry, std::size_t height) {
    const auto [owner, block] = entry.stack[height];
    const Rendering::Place before = rendering.enter(*owner, context.autoescape);
    Frame like;
    like.context = &context;
    like.owner = owner;
    const FrameHolder frame(rendering, block->function, like);
    frame->enter(block->function.scope);
    if (block->usesSelf) frame->at(block->self) = selfReference(rendering, context);
    if (block->usesSuper) frame->at(block->super) = superReference(rendering, context, entry, height);
    renderBody(rendering, *frame, block->body);
    rendering.leave(before);
}

Value selfReference(Rendering& rendering, Context& context) {
    return Value::object(rendering.arena.make<SelfReference>(context));
}

Value superReference(Rendering& rendering, Context& context, const BlockTable::Entry& entry, std::size_t height) {
    if (height + 1 < entry.stack.size())
        return Value::object(rendering.arena.make<BlockReference>(context, entry, height + 1));
    const std::string hint = "there is no parent block called '" + std::string(entry.name) + "'";
    return Value::undefined(rendering.arena.copy(hint), true);
}

} // namespace pages_jinja
