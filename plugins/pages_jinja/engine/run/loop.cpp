// SPDX-License-Identifier: Apache-2.0
// For loops. Items are fetched one by one, so that a test may depend on what the body did before. The object `loop` is created
// only for bodies that use it.
#include "engine/run/evaluate.h"
#include "engine/run/render.h"
#include "engine/value/compare.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"

namespace pages_jinja {

namespace {

// Iterates over the items that pass the test of the for tag.
class Source {
public:
    Source(Rendering& rendering, Frame& frame, const For& loop, const Value& over)
        : rendering_(rendering), frame_(frame), loop_(loop), iterator_(rendering, over) {
        if (loop.test != nullptr) frame.enter(loop.testScope);
    }
    bool next(Value& item) {
        while (iterator_.next(item)) {
            if (loop_.test == nullptr) return true;
            assign(rendering_, frame_, *loop_.testTarget, item);
            if (truth(evaluate(rendering_, frame_, *loop_.test))) return true;
        }
        return false;
    }

private:
    Rendering& rendering_;
    Frame& frame_;
    const For& loop_;
    Iterator iterator_;
};

void renderLoop(Rendering& rendering, Frame& frame, const For& loop, const Value& over, Frame* definedIn,
                std::size_t depth);

class Loop : public Object {
public:
    Loop(Rendering& rendering, Frame& frame, const For& loop, const Value& over, Frame* definedIn, std::size_t depth)
        : source_(rendering, frame, loop, over),
          loop_(loop),
          definedIn_(definedIn),
          depth_(depth),
          waiting_(rendering.arena.resource()) {
        if (loop.test == nullptr) length_ = lengthOfValue(over);
    }
    std::string_view typeName() const override { return "loop"; }
    bool isCallable() const override { return true; }
    Value call(Rendering& rendering, const Arguments& arguments) override;
    bool attribute(Rendering& rendering, std::string_view name, Value& found) override;
    std::optional<std::size_t> length() const override { return length_; }
    void print(Buffer& out) const override {
        out.append("<LoopContext " + std::to_string(index0_ + 1) + "/" + std::to_string(length_.value_or(0)) + ">");
    }

    bool advance(Value& item) {
        if (!peek()) return false;
        item = waiting_[at_++];
        index0_ += 1;
        before_ = now_;
        now_ = item;
        return true;
    }

    Value cycle(const Arguments& arguments) const {
        if (arguments.positional.empty()) fail("loop.cycle needs at least one value");
        return arguments.positional[static_cast<std::size_t>(index0_) % arguments.positional.size()];
    }
    Value changed(Rendering& rendering, const Arguments& arguments) {
        Sequence* values = rendering.newSequence();
        values->items.assign(arguments.positional.begin(), arguments.positional.end());
        const Value tuple = Value::tuple(values);
        const bool isNew = last_.isMissing() || !equal(last_, tuple);
        if (isNew) last_ = tuple;
        return Value::boolean(isNew);
    }

private:
    // True if there is a next item, which is kept until it is taken.
    bool peek() {
        if (at_ < waiting_.size()) return true;
        Value item;
        if (!source_.next(item)) return false;
        waiting_.clear();
        at_ = 0;
        waiting_.push_back(item);
        return true;
    }
    std::int64_t count() {
        if (!length_) {
            for (Value item; source_.next(item);) waiting_.push_back(item);
            length_ = static_cast<std::size_t>(index0_) + 1 + waiting_.size() - at_;
        }
        return static_cast<std::int64_t>(*length_);
    }

    Source source_;
    const For& loop_;
    Frame* definedIn_; // for a recursive loop
    std::size_t depth_;
    std::pmr::vector<Value> waiting_; // items that were fetched ahead
    std::size_t at_ = 0;
    std::int64_t index0_ = -1;
    std::optional<std::size_t> length_;
    Value before_, now_, last_;
};

class LoopMethod : public Object {
public:
    LoopMethod(Loop& loop, bool cycle) : loop_(loop), cycle_(cycle) {}
    std::string_view typeName() const override { return "method"; }
    bool isCallable() const override { return true; }
    Value call(Rendering& rendering, const Arguments& arguments) override {
        return cycle_ ? loop_.cycle(arguments) : loop_.changed(rendering, arguments);
    }

private:
    Loop& loop_;
    bool cycle_;
};

bool Loop::attribute(Rendering& rendering, std::string_view name, Value& found) {
    if (name == "index")
        found = Value::integer(index0_ + 1);
    else if (name == "index0")
        found = Value::integer(index0_);
    else if (name == "first")
        found = Value::boolean(index0_ == 0);
    else if (name == "last")
        found = Value::boolean(!peek());
    else if (name == "length")
        found = Value::integer(count());
    else if (name == "revindex")
        found = Value::integer(count() - index0_);
    else if (name == "revindex0")
        found = Value::integer(count() - index0_ - 1);
    else if (name == "depth")
        found = Value::integer(static_cast<std::int64_t>(depth_) + 1);
    else if (name == "depth0")
        found = Value::integer(static_cast<std::int64_t>(depth_));
    else if (name == "previtem")
        found = index0_ == 0 ? Value::undefined("there is no previous item", true) : before_;
    else if (name == "nextitem")
        found = peek() ? waiting_[at_] : Value::undefined("there is no next item", true);
    else if (name == "cycle" || name == "changed")
        found = Value::object(rendering.arena.make<LoopMethod>(*this, name == "cycle"));
    return !found.isMissing();
}

Value Loop::call(Rendering& rendering, const Arguments& arguments) {
    if (!loop_.recursive) fail("a loop can be called only if its for tag says 'recursive'");
    const Value over = Bound("loop", arguments, {"items"}, 1)[0];
    return captured(rendering, rendering.autoescape(),
                    [&] { renderLoop(rendering, *definedIn_, loop_, over, definedIn_, depth_ + 1); });
}

// frame: where the slots of the body are.
void renderItems(Rendering& rendering, Frame& frame, const For& loop, const Value& over, Frame* definedIn,
                 std::size_t depth) {
    bool any = false;
    const auto one = [&](const Value& item) {
        any = true;
        frame.enter(loop.scope);
        assign(rendering, frame, *loop.target, item);
        renderBody(rendering, frame, loop.body);
    };
    if (loop.needsLoop) {
        auto* object = rendering.arena.make<Loop>(rendering, frame, loop, over, definedIn, depth);
        frame.at(loop.loop) = Value::object(object);
        for (Value item; object->advance(item);) one(item);
    } else {
        Source source(rendering, frame, loop, over);
        for (Value item; source.next(item);) one(item);
    }
    if (any) return;
    frame.enter(loop.otherwiseScope);
    renderBody(rendering, frame, loop.otherwise);
}

void renderLoop(Rendering& rendering, Frame& frame, const For& loop, const Value& over, Frame* definedIn,
                std::size_t depth) {
    const Rendering::Place before = rendering.enter(*frame.owner, frame.context->autoescape);
    Frame like = frame;
    like.outer = definedIn;
    const FrameHolder own(rendering, loop.function, like);
    renderItems(rendering, *own, loop, over, definedIn, depth);
    rendering.leave(before);
}

} // namespace

void renderFor(Rendering& rendering, Frame& frame, const For& loop) {
    const int line = rendering.line;
    const Value over = evaluate(rendering, frame, *loop.over);
    rendering.line = line;
    if (loop.recursive) return renderLoop(rendering, frame, loop, over, &frame, 0);
    renderItems(rendering, frame, loop, over, nullptr, 0);
}

} // namespace pages_jinja
