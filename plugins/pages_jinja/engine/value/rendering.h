// SPDX-License-Identifier: Apache-2.0
// One render in progress: its memory, its output, its remaining budget, and its place in which template. Filters and functions
// use it to create values; the renderer keeps it while it walks through templates.
#pragma once

#include "engine/value/arena.h"
#include "engine/value/buffer.h"
#include "engine/value/containers.h"
#include "engine/value/render_limits.h"

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace pages_jinja {

struct Template;

// Where a render gets other templates from: extends, include, import.
class TemplateSource {
public:
    virtual ~TemplateSource() = default;
    // Null if no template has that name. Throws TemplateError if it cannot be compiled.
    virtual std::shared_ptr<const Template> find(std::string_view name) = 0;
};

class ModuleCache;

class Rendering {
public:
    Rendering(TemplateSource& templates, Arena& memory, const Limits& bounds, std::string& page);
    Rendering(const Rendering&) = delete;
    Rendering& operator=(const Rendering&) = delete;

    // Counts one iteration or call; throws when there were too many.
    void step(std::uint64_t count = 1) {
        if (count > stepsLeft_) refuseSteps();
        stepsLeft_ -= count;
    }
    // Also called by every recursive function: throws before the thread's stack is full.
    void mustHaveStack() const {
        const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
        if (stackStart_ - here > limits.stackBytes) refuseStack();
    }

    // A template by name, kept alive until the end of the render. Null if no template has that name.
    const Template* find(std::string_view name);
    void hold(std::string_view name, std::shared_ptr<const Template> page) {
        held_.emplace_back(name, std::move(page));
    }

    Value copy(std::string_view text, bool isMarkup = false) { return Value::text(arena.copy(text), isMarkup); }
    Sequence* newSequence(std::size_t expected = 0);
    Value list(std::span<const Value> items);
    Value tuple(std::initializer_list<Value> items);
    Map* newMap() { return arena.make<Map>(arena); }

    Arena& arena;
    const Limits& limits;
    Buffer out;

    // Whether printed text is escaped now. Changed by the tag autoescape.
    bool autoescape() const { return *autoescape_; }

    // The place for error messages. An error does not reset it, so it stays where the error happened.
    const Template* current() const { return current_; }
    int line = 0;

    // Enters a template's function and leaves it again.
    struct Place {
        const Template* current;
        int line;
        const bool* autoescape;
    };
    Place enter(const Template& entered, const bool* autoescape);
    void leave(const Place& place);

    ModuleCache* modules = nullptr; // created at the first import

private:
    [[noreturn]] void refuseSteps() const;
    [[noreturn]] void refuseStack() const;

    const Template* current_ = nullptr;
    const bool* autoescape_ = nullptr;
    std::size_t depth_ = 0;

    TemplateSource& templates_;
    std::vector<std::pair<std::string, std::shared_ptr<const Template>>> held_;
    std::uint64_t stepsLeft_;
    std::uintptr_t stackStart_;
};

} // namespace pages_jinja
