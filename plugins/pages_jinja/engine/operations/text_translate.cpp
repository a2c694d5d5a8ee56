// SPDX-License-Identifier: Apache-2.0
// A table maps a code point to a text, a code point, or none, which removes the character.
#include "engine/operations/text_methods.h"

#include "engine/operations/text_operations.h"
#include "engine/text/unicode.h"
#include "engine/value/object.h"

namespace pages_jinja {

namespace {

// The replacement of the character in the table; nothing if it is unchanged.
const Value* replacementIn(const Value& table, char32_t character) {
    if (table.is(Type::Map)) return table.map().find(Value::integer(character));
    if (!table.isSequence()) fail("translate needs a table, got " + std::string(typeName(table)));
    const auto& items = table.sequence().items;
    return character < items.size() ? &items[character] : nullptr;
}

void appendReplacement(Buffer& out, const Value& with) {
    if (with.is(Type::None)) return;
    if (with.is(Type::Text)) return out.append(with.text());
    if (!with.isWhole() || with.integer() < 0 || with.integer() > 0x10ffff)
        fail("translate: the values of a table are texts, code points or none");
    out.append(encoded(static_cast<char32_t>(with.integer())));
}

Value numberOf(std::string_view character) { return Value::integer(firstOf(character)); }

void addKey(Map& table, const Value& key, const Value& value) {
    if (key.isWhole()) return table.set(key, value);
    if (!key.is(Type::Text) || lengthOf(key.text()) != 1) fail("maketrans: each key is one character or its number");
    table.set(numberOf(key.text()), value);
}

void addPairs(Map& table, std::string_view from, std::string_view to) {
    if (lengthOf(from) != lengthOf(to)) fail("maketrans: both texts must have the same length");
    while (!from.empty()) {
        table.set(numberOf(from), numberOf(to));
        from.remove_prefix(widthOfFirst(from));
        to.remove_prefix(widthOfFirst(to));
    }
}

} // namespace

Value expandTabsMethod(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const std::int64_t size = Bound("expandtabs", arguments, {"tabsize"}).integer(0, 8);
    TextBuilder out(rendering.arena);
    std::int64_t column = 0;
    for (std::string_view rest = self.text(); !rest.empty(); rest.remove_prefix(widthOfFirst(rest))) {
        if (rest[0] == '\t') {
            for (std::int64_t spaces = size > 0 ? size - column % size : 0; spaces > 0; --spaces, ++column)
                out.push(' ');
            continue;
        }
        out.append(rest.substr(0, widthOfFirst(rest)));
        column = rest[0] == '\n' || rest[0] == '\r' ? 0 : column + 1;
    }
    return out.text(self.isMarkup());
}

Value translateMethod(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const Bound given("translate", arguments, {"table/"}, 1);
    TextBuilder out(rendering.arena);
    for (std::string_view rest = self.text(); !rest.empty(); rest.remove_prefix(widthOfFirst(rest))) {
        if (const Value* with = replacementIn(given[0], firstOf(rest)))
            appendReplacement(out, *with);
        else
            out.append(rest.substr(0, widthOfFirst(rest)));
    }
    return out.text(self.isMarkup());
}

Value makeTransMethod(Rendering& rendering, const Value&, const Arguments& arguments) {
    const Bound given("maketrans", arguments, {"x/", "y/", "z/"}, 1);
    Map* table = rendering.newMap();
    if (!given.has(1)) {
        if (!given[0].is(Type::Map)) fail("maketrans needs a dict, or two texts of the same length");
        for (const Map::Entry& entry : given[0].map().entries()) addKey(*table, entry.key, entry.value);
        return Value::map(table);
    }
    addPairs(*table, given.text(0, {}), given.text(1, {}));
    for (std::string_view rest = given.text(2, {}); !rest.empty(); rest.remove_prefix(widthOfFirst(rest)))
        table->set(numberOf(rest), Value::none());
    return Value::map(table);
}

} // namespace pages_jinja
