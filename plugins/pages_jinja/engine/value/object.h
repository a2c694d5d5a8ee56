// SPDX-License-Identifier: Apache-2.0
// Values that are neither numbers, texts nor containers: functions, macros, loops, ranges, generators, namespaces. Objects are
// created in the arena of a render and support what they override; everything else is an error or undefined.
#pragma once

#include "engine/value/arguments.h"
#include "engine/value/buffer.h"

#include <optional>

namespace pages_jinja {

class Rendering;

class Object {
public:
    Object() = default;
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;
    virtual ~Object() = default;

    virtual std::string_view typeName() const = 0;
    virtual void print(Buffer& out) const;
    virtual bool isHtml() const { return false; } // prints markup that is not escaped again
    virtual bool equals(const Object&) const { return false; }

    // False if there is no such attribute or item, which makes it undefined.
    virtual bool attribute(Rendering&, std::string_view, Value&) { return false; }
    virtual bool item(Rendering&, const Value&, Value&) { return false; }

    virtual bool isCallable() const { return false; }
    virtual Value call(Rendering&, const Arguments&);

    virtual bool isIterable() const { return false; }
    virtual bool isMapping() const { return false; }
    // The item at `position`, which the caller counts from 0; a generator returns its next item whatever the position.
    virtual bool next(Rendering&, std::size_t, Value&) { return false; }
    virtual std::optional<std::size_t> length() const { return std::nullopt; } // nullopt: has no len()
};

// Throws the error for using this undefined value, with its name.
[[noreturn]] void failUndefined(const Value& undefined);

} // namespace pages_jinja
