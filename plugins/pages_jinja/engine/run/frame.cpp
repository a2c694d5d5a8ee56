// SPDX-License-Identifier: Apache-2.0
// Looks up names and allocates slots.
#include "engine/run/frame.h"

#include "engine/builtins/globals.h"

#include <algorithm>

namespace pages_jinja {

void BlockTable::add(const Template& owner, Arena& arena) {
    for (const auto& block : owner.blocks) {
        auto known =
            std::find_if(entries.begin(), entries.end(), [&](const Entry* e) { return e->name == block->name; });
        if (known == entries.end()) {
            entries.push_back(arena.make<Entry>(Entry{block->name, std::pmr::vector<Placed>(arena.resource())}));
            known = entries.end() - 1;
        }
        (*known)->stack.push_back({&owner, block.get()});
    }
}

const BlockTable::Entry* BlockTable::find(std::string_view name) const {
    for (const Entry* entry : entries)
        if (entry->name == name) return entry;
    return nullptr;
}

Value Context::find(std::string_view name) const {
    for (const Context* context = this; context != nullptr; context = context->base) {
        for (const Variable& variable : context->variables)
            if (variable.name == name) return variable.value;
        const Value* value = context->data == nullptr ? nullptr : context->data->find(name);
        if (value != nullptr) return *value;
    }
    return findGlobal(name);
}

void Context::set(std::string_view name, const Value& value, bool exported) {
    for (Variable& variable : variables)
        if (variable.name == name) {
            variable.value = value;
            variable.exported = exported;
            return;
        }
    variables.push_back({name, value, exported});
}

void Frame::enter(const Scope& scope) {
    for (const Load& load : scope) {
        switch (load.from) {
        case Load::From::Nothing: slots[load.index] = Value(); break;
        case Load::From::Context: slots[load.index] = context->find(load.name); break;
        case Load::From::Slot: slots[load.index] = at(load.source); break;
        }
    }
}

FrameHolder::FrameHolder(Rendering& rendering, const Function& function, const Frame& like) : frame_(&nearFrame_) {
    if (function.captured) frame_ = rendering.arena.make<Frame>();
    *frame_ = like;
    frame_->slots = near_.data();
    if (!function.captured && function.slots <= near_.size()) return;
    frame_->slots = rendering.arena.array<Value>(function.slots);
    std::uninitialized_fill_n(frame_->slots, function.slots, Value());
}

} // namespace pages_jinja
