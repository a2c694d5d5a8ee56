// SPDX-License-Identifier: Apache-2.0
// The objects behind the global functions.
#include "engine/builtins/globals.h"

#include "engine/operations/methods.h"
#include "engine/value/iterate.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

namespace pages_jinja {

namespace {

using Make = Value (*)(Rendering&, const Arguments&);

class Builtin : public Object {
public:
    Builtin(std::string_view name, Make make) : name_(name), make_(make) {}
    std::string_view typeName() const override { return name_; }
    bool isCallable() const override { return true; }
    Value call(Rendering& rendering, const Arguments& arguments) override { return make_(rendering, arguments); }
    void print(Buffer& out) const override {
        out.append("<class '");
        out.append(name_);
        out.append("'>");
    }

private:
    std::string_view name_;
    Make make_;
};

class Range : public Object {
public:
    Range(std::int64_t start, std::int64_t stop, std::int64_t step) : start_(start), stop_(stop), step_(step) {
        const auto distance = static_cast<std::uint64_t>(step > 0 ? stop - start : start - stop);
        const auto stride = static_cast<std::uint64_t>(step > 0 ? step : -step);
        if (step > 0 ? stop > start : stop < start) count_ = static_cast<std::size_t>((distance - 1) / stride + 1);
    }
    std::string_view typeName() const override { return "range"; }
    bool isIterable() const override { return true; }
    std::optional<std::size_t> length() const override { return count_; }
    bool next(Rendering&, std::size_t position, Value& item) override {
        if (position >= count_) return false;
        item = Value::integer(start_ + static_cast<std::int64_t>(position) * step_);
        return true;
    }
    bool item(Rendering& rendering, const Value& key, Value& found) override {
        if (!key.isWhole()) return false;
        const std::int64_t at = key.integer() < 0 ? key.integer() + static_cast<std::int64_t>(count_) : key.integer();
        return at >= 0 && next(rendering, static_cast<std::size_t>(at), found);
    }
    void print(Buffer& out) const override {
        out.append("range(" + std::to_string(start_) + ", " + std::to_string(stop_));
        out.append(step_ == 1 ? ")" : ", " + std::to_string(step_) + ")");
    }

private:
    std::int64_t start_, stop_, step_;
    std::size_t count_ = 0;
};

class Namespace : public Object {
public:
    explicit Namespace(Map* attributes) : attributes_(attributes) {}
    std::string_view typeName() const override { return "namespace"; }
    Map* attributes() const { return attributes_; }
    bool attribute(Rendering&, std::string_view name, Value& found) override {
        const Value* value = attributes_->find(name);
        if (value != nullptr) found = *value;
        return value != nullptr;
    }
    void print(Buffer& out) const override {
        out.append("<Namespace ");
        appendRepr(out, Value::map(attributes_));
        out.push('>');
    }

private:
    Map* attributes_;
};

class Cycler : public Object {
public:
    explicit Cycler(Sequence* items) : items_(items) {}
    std::string_view typeName() const override { return "cycler"; }
    bool attribute(Rendering& rendering, std::string_view name, Value& found) override {
        if (name == "current") return found = items_->items[at_], true;
        if (name != "next" && name != "reset") return false;
        found = Value::object(rendering.arena.make<Step>(*this, name == "next"));
        return true;
    }

private:
    class Step : public Object {
    public:
        Step(Cycler& cycler, bool next) : cycler_(cycler), next_(next) {}
        std::string_view typeName() const override { return "method"; }
        bool isCallable() const override { return true; }
        Value call(Rendering&, const Arguments&) override {
            const Value now = cycler_.items_->items[cycler_.at_];
            cycler_.at_ = next_ ? (cycler_.at_ + 1) % cycler_.items_->items.size() : 0;
            return next_ ? now : Value::none();
        }

    private:
        Cycler& cycler_;
        bool next_;
    };

    Sequence* items_;
    std::size_t at_ = 0;
};

class Joiner : public Object {
public:
    explicit Joiner(const Value& separator) : separator_(separator) {}
    std::string_view typeName() const override { return "joiner"; }
    bool isCallable() const override { return true; }
    Value call(Rendering&, const Arguments&) override {
        const Value now = used_ ? separator_ : Value::text({});
        used_ = true;
        return now;
    }

private:
    Value separator_;
    bool used_ = false;
};

Value makeRange(Rendering& rendering, const Arguments& arguments) {
    const Bound given("range", {arguments.positional, {}}, {"start", "stop", "step"}, 1);
    if (!arguments.named.empty()) fail("range takes no named arguments");
    const bool one = !given.has(1);
    const std::int64_t start = one ? 0 : given.integer(0, 0);
    const std::int64_t stop = given.integer(one ? 0 : 1, 0);
    const std::int64_t step = given.integer(2, 1);
    if (step == 0) fail("the step of a range cannot be zero");
    const std::int64_t most = std::int64_t{1} << 61; // no arithmetic with such bounds overflows
    if (start > most || start < -most || stop > most || stop < -most || step > most || step < -most)
        fail("the bounds of a range are too large");
    return Value::object(rendering.arena.make<Range>(start, stop, step));
}

Map* mapFrom(Rendering& rendering, const Arguments& arguments) {
    Map* map = rendering.newMap();
    updateMap(rendering, *map, "dict", arguments);
    return map;
}

Value makeDict(Rendering& rendering, const Arguments& arguments) { return Value::map(mapFrom(rendering, arguments)); }

Value makeNamespace(Rendering& rendering, const Arguments& arguments) {
    return Value::object(rendering.arena.make<Namespace>(mapFrom(rendering, arguments)));
}

Value makeCycler(Rendering& rendering, const Arguments& arguments) {
    if (!arguments.named.empty()) fail("cycler takes no named arguments");
    if (arguments.positional.empty()) fail("cycler needs at least one item");
    Sequence* items = rendering.newSequence();
    items->items.assign(arguments.positional.begin(), arguments.positional.end());
    return Value::object(rendering.arena.make<Cycler>(items));
}

Value makeJoiner(Rendering& rendering, const Arguments& arguments) {
    const Bound given("joiner", arguments, {"sep"});
    return Value::object(rendering.arena.make<Joiner>(given.value(0, Value::text(", "))));
}

} // namespace

Value findGlobal(std::string_view name) {
    // They are stateless: one of each serves all threads.
    static Builtin all[] = {{"range", makeRange},
                            {"dict", makeDict},
                            {"namespace", makeNamespace},
                            {"cycler", makeCycler},
                            {"joiner", makeJoiner}};
    for (Builtin& builtin : all)
        if (builtin.typeName() == name) return Value::object(&builtin);
    return {};
}

Map* namespaceAttributes(const Value& value) {
    const auto* space = value.is(Type::Object) ? dynamic_cast<Namespace*>(&value.object()) : nullptr;
    return space == nullptr ? nullptr : space->attributes();
}

} // namespace pages_jinja
