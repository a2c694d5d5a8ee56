// SPDX-License-Identifier: Apache-2.0
// One value of a template: 16 bytes, freely copied, owns nothing. Text points into the template, the page's data or the arena of
// the render; containers live in the arena. All of these outlive the render, and no value does. Types and their behaviour are
// Python's, because users of Jinja expect that.
#pragma once

#include "engine/value/template_error.h"

#include <cstdint>
#include <string_view>

namespace pages_jinja {

class Map;
class Object;
struct Sequence;

enum class Type : std::uint8_t {
    Missing,   // a variable without a value; filters see it only as "argument not given"
    Undefined, // what a template sees instead
    None,
    Boolean,
    Integer,
    Real,
    Text,
    List,
    Tuple,
    Map,
    Object,
};

class Value {
public:
    constexpr Value() noexcept : type_(Type::Missing), flag_(false), length_(0), as_{.integer = 0} {}

    static constexpr Value none() noexcept { return Value(Type::None); }
    static constexpr Value boolean(bool value) noexcept { return Value(Type::Boolean, value ? 1 : 0); }
    static constexpr Value integer(std::int64_t value) noexcept { return Value(Type::Integer, value); }
    static constexpr Value real(double value) noexcept {
        Value made(Type::Real);
        made.as_.real = value;
        return made;
    }
    // Borrowed: the bytes must outlive the render.
    static Value text(std::string_view text) { return Value(Type::Text, text, false); }
    static Value markup(std::string_view text) { return Value(Type::Text, text, true); }
    static Value text(std::string_view text, bool isMarkup) { return Value(Type::Text, text, isMarkup); }
    // `what` is the name of a variable, or, with isSentence, the whole message.
    static Value undefined(std::string_view what, bool isSentence = false) {
        return Value(Type::Undefined, what, isSentence);
    }
    static Value list(Sequence* items) noexcept { return Value(Type::List, items); }
    static Value tuple(Sequence* items) noexcept { return Value(Type::Tuple, items); }
    // A tuple whose two items are also accessible as `grouper` and `list`.
    static Value group(Sequence* items) noexcept {
        Value made(Type::Tuple, items);
        made.flag_ = true;
        return made;
    }
    static Value map(Map* entries) noexcept {
        Value made(Type::Map);
        made.as_.map = entries;
        return made;
    }
    static Value object(Object* object) noexcept {
        Value made(Type::Object);
        made.as_.object = object;
        return made;
    }

    Type type() const noexcept { return type_; }
    bool is(Type type) const noexcept { return type_ == type; }
    bool isMissing() const noexcept { return type_ == Type::Missing; }
    bool isMarkup() const noexcept { return type_ == Type::Text && flag_; }
    bool isGroup() const noexcept { return type_ == Type::Tuple && flag_; }
    bool isSequence() const noexcept { return type_ == Type::List || type_ == Type::Tuple; }
    bool isWhole() const noexcept { return type_ == Type::Integer || type_ == Type::Boolean; }
    bool isNumber() const noexcept { return isWhole() || type_ == Type::Real; }

    // Each requires a value of that type.
    bool boolean() const noexcept { return as_.integer != 0; }
    std::int64_t integer() const noexcept { return as_.integer; } // booleans too
    double real() const noexcept { return as_.real; }
    std::string_view text() const noexcept { return {as_.text, length_}; }
    Sequence& sequence() const noexcept { return *as_.sequence; }
    Map& map() const noexcept { return *as_.map; }
    Object& object() const noexcept { return *as_.object; }
    bool hintIsSentence() const noexcept { return flag_; }
    std::string_view hint() const noexcept { return {as_.text, length_}; } // of an undefined

    double number() const noexcept { return type_ == Type::Real ? as_.real : static_cast<double>(as_.integer); }

private:
    constexpr explicit Value(Type type, std::int64_t integer = 0) noexcept
        : type_(type), flag_(false), length_(0), as_{.integer = integer} {}
    Value(Type type, Sequence* items) noexcept : Value(type) { as_.sequence = items; }
    Value(Type type, std::string_view text, bool flag) : Value(type) {
        if (text.size() > UINT32_MAX) failLimit("a text of 4 GiB");
        flag_ = flag;
        length_ = static_cast<std::uint32_t>(text.size());
        as_.text = text.data();
    }

    Type type_;
    bool flag_; // Text: markup. Undefined: the hint is a sentence. Tuple: a group.
    std::uint32_t length_;
    union {
        std::int64_t integer;
        double real;
        const char* text;
        Sequence* sequence;
        Map* map;
        Object* object;
    } as_;
};

static_assert(sizeof(Value) == 16);

// Python's name of the type, for error messages.
std::string_view typeName(const Value& value);

// Python's bool(value).
bool truth(const Value& value);

} // namespace pages_jinja
