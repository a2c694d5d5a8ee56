// SPDX-License-Identifier: Apache-2.0
// Fuzzes templates with arbitrary bytes: compiling and rendering within tight limits gives a page or a TemplateError, nothing
// else.
#include "engine/run/environment.h"
#include "engine/tests/memory_loader.h"

#include <cstdint>

namespace {

using namespace pages_jinja;

Map* data(Arena& arena) {
    auto* list = arena.make<Sequence>(arena);
    for (int i = 0; i < 5; ++i) list->items.push_back(Value::integer(i * 7 - 3));
    auto* inner = arena.make<Map>(arena);
    inner->set(Value::text("name"), Value::text("Zoë <b>"));
    inner->set(Value::text("list"), Value::list(list));
    auto* map = arena.make<Map>(arena);
    map->set(Value::text("x"), Value::map(inner));
    map->set(Value::text("l"), Value::list(list));
    map->set(Value::text("s"), Value::text("some text, ünïcode \xff"));
    map->set(Value::text("n"), Value::integer(42));
    map->set(Value::text("f"), Value::real(2.5));
    map->set(Value::text("e"), Value::none());
    return map;
}

Limits tight() {
    Limits limits;
    limits.outputBytes = 1 << 16;
    limits.memoryBytes = 1 << 21;
    limits.steps = 5000;
    limits.depth = 30;
    return limits;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    auto loader = std::make_unique<MemoryLoader>();
    loader->set("page", std::string(reinterpret_cast<const char*>(bytes), size));
    loader->set("base", "<{% block a %}base{{ x.name }}{% endblock %}{% block b scoped %}{% endblock %}>");
    loader->set("m", "{% macro m(a, b=2) %}{{ a }}{{ b }}{{ varargs }}{{ caller() if caller }}{% endmacro %}");
    Environment environment(std::move(loader), tight());
    Arena arena(environment.limits().memoryBytes);
    std::string out;
    try {
        environment.render("page", *data(arena), arena, out);
    } catch (const TemplateError&) {
        return out.empty() ? 0 : (__builtin_trap(), 0);
    }
    return 0;
}
