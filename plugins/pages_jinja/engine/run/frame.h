// SPDX-License-Identifier: Apache-2.0
// The variables of a render. A Context holds what a template and its includes see by name; a Frame holds the slots of one running
// function (a template's top level, a block, a macro).
#pragma once

#include "engine/parse/template.h"
#include "engine/value/rendering.h"

#include <array>

namespace pages_jinja {

// The blocks of a template and of those that it extends; for each name, the most derived comes first.
struct BlockTable {
    struct Placed {
        const Template* owner;
        const Block* block;
    };
    struct Entry {
        std::string_view name;
        std::pmr::vector<Placed> stack;
    };
    explicit BlockTable(Arena& arena) : entries(arena.resource()) {}
    void add(const Template& owner, Arena& arena);
    const Entry* find(std::string_view name) const;

    std::pmr::vector<Entry*> entries; // references to entries stay valid while more are added
};

struct Context {
    struct Variable {
        std::string_view name;
        Value value;
        bool exported;
    };
    explicit Context(Arena& arena) : variables(arena.resource()) {}

    // Searches its own variables, those of the base, the page's data and the globals. Missing if none has the name.
    Value find(std::string_view name) const;
    void set(std::string_view name, const Value& value, bool exported);

    const Map* data = nullptr;
    const Context* base = nullptr;
    std::pmr::vector<Variable> variables;
    BlockTable* blocks = nullptr;
    bool* autoescape = nullptr;
};

struct Frame {
    Value* slots = nullptr;
    Frame* outer = nullptr;
    Context* context = nullptr;
    const Template* owner = nullptr;
    const Template* parent = nullptr; // the extended template, set by the tag extends

    Value& at(const Slot& slot) {
        Frame* frame = this;
        for (std::uint32_t i = 0; i < slot.hops; ++i) frame = frame->outer;
        return frame->slots[slot.index];
    }
    void enter(const Scope& scope); // sets initial values
};

// The frame for one call of a function: on the C++ stack, or in the arena if an inner function may outlive the call.
class FrameHolder {
public:
    FrameHolder(Rendering& rendering, const Function& function, const Frame& like);
    FrameHolder(const FrameHolder&) = delete;
    FrameHolder& operator=(const FrameHolder&) = delete;
    Frame& operator*() const { return *frame_; }
    Frame* operator->() const { return frame_; }

private:
    std::array<Value, 16> near_;
    Frame nearFrame_;
    Frame* frame_;
};

} // namespace pages_jinja
