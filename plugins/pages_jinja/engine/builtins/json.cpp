// SPDX-License-Identifier: Apache-2.0
// Layout and spelling are those of Python's json module.
#include "engine/builtins/json.h"

#include "engine/text/unicode.h"
#include "engine/value/compare.h"
#include "engine/value/containers.h"
#include "engine/value/object.h"
#include "engine/value/print.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

namespace pages_jinja {

namespace {

class JsonWriter {
public:
    JsonWriter(Buffer& out, const std::string* indent) : out_(out), indent_(indent) {}

    void write(const Value& value) {
        switch (value.type()) {
        case Type::None: return out_.append("null");
        case Type::Boolean: return out_.append(value.boolean() ? "true" : "false");
        case Type::Integer: return appendText(out_, value);
        case Type::Real: return writeReal(value.real());
        case Type::Text: return writeText(value.text());
        case Type::List:
        case Type::Tuple: return writeList(value.sequence());
        case Type::Map: return writeMap(value.map());
        default: fail("a value of type " + std::string(typeName(value)) + " cannot become JSON");
        }
    }

private:
    void writeReal(double value) {
        if (std::isnan(value)) return out_.append("NaN");
        if (std::isinf(value)) return out_.append(value < 0 ? "-Infinity" : "Infinity");
        out_.append(realText(value));
    }

    void writeUnit(unsigned unit) {
        char text[8];
        std::snprintf(text, sizeof text, "\\u%04x", unit & 0xffffU);
        out_.append({text, 6});
    }

    void writeCode(char32_t c) {
        const std::string_view unsafe = "<>&'"; // these could end the script tag or attribute that contains the JSON
        if (c == '"' || c == '\\')
            out_.push('\\'), out_.push(static_cast<char>(c));
        else if (c == '\n')
            out_.append("\\n");
        else if (c == '\r')
            out_.append("\\r");
        else if (c == '\t')
            out_.append("\\t");
        else if (c == '\b')
            out_.append("\\b");
        else if (c == '\f')
            out_.append("\\f");
        else if (c >= 0x10000)
            writeUnit(0xd800 + ((c - 0x10000) >> 10)), writeUnit(0xdc00 + ((c - 0x10000) & 0x3ff));
        else if (c < 0x20 || c > 0x7e || unsafe.find(static_cast<char>(c)) != std::string_view::npos)
            writeUnit(c);
        else
            out_.push(static_cast<char>(c));
    }

    void writeText(std::string_view text) {
        out_.push('"');
        for (; !text.empty(); text.remove_prefix(widthOfFirst(text))) writeCode(firstOf(text));
        out_.push('"');
    }

    void enter() {
        if (++depth_ > 200) failLimit("lists or dicts inside each other, more than 200 deep (limit: nesting)");
    }
    void separate(bool first) {
        if (!first) out_.append(indent_ == nullptr ? ", " : ",");
        newLine();
    }
    void newLine() {
        if (indent_ == nullptr) return;
        out_.push('\n');
        for (int i = 0; i < depth_; ++i) out_.append(*indent_);
    }

    void writeList(const Sequence& list) {
        out_.push('[');
        enter();
        bool first = true;
        for (const Value& item : list.items) {
            separate(first);
            first = false;
            write(item);
        }
        --depth_;
        if (!first) newLine();
        out_.push(']');
    }

    void writeKey(const Value& key) {
        if (key.is(Type::Text)) return writeText(key.text());
        if (key.type() != Type::None && !key.isNumber()) fail("the keys of JSON must be texts or numbers");
        out_.push('"');
        write(key);
        out_.push('"');
    }

    void writeMap(const Map& map) {
        std::vector<const Map::Entry*> sorted;
        for (const Map::Entry& entry : map.entries()) sorted.push_back(&entry);
        std::stable_sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return less(a->key, b->key); });
        out_.push('{');
        enter();
        bool first = true;
        for (const Map::Entry* entry : sorted) {
            separate(first);
            first = false;
            writeKey(entry->key);
            out_.append(": ");
            write(entry->value);
        }
        --depth_;
        if (!first) newLine();
        out_.push('}');
    }

    Buffer& out_;
    const std::string* indent_;
    int depth_ = 0;
};

} // namespace

void appendJson(Buffer& out, const Value& value, const std::string* indent) { JsonWriter(out, indent).write(value); }

} // namespace pages_jinja
