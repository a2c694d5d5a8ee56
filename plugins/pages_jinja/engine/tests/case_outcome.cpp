// SPDX-License-Identifier: Apache-2.0
// Renders a case and compares.
#include "case_outcome.h"

#include "engine/run/environment.h"
#include "engine/tests/memory_loader.h"
#include "json_data.h"

namespace pages_jinja::test {

namespace {

std::string kindName(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Syntax: return "syntax";
    case ErrorKind::Undefined: return "undefined";
    case ErrorKind::Runtime: return "runtime";
    case ErrorKind::NotFound: return "notfound";
    case ErrorKind::Limit: return "limit";
    case ErrorKind::Shortage: return "shortage";
    }
    return "?";
}

struct Outcome {
    std::string text, error, message;
};

Outcome rendered(const Case& one) {
    auto loader = std::make_unique<MemoryLoader>();
    for (const auto& [name, source] : one.files) loader->set(name, source);
    loader->set("case", one.source);
    Environment environment(std::move(loader), Limits());
    Arena arena(Limits().memoryBytes);
    Outcome outcome;
    try {
        environment.render("case", *dataFrom(one.data, arena), arena, outcome.text);
    } catch (const TemplateError& error) {
        outcome.error = kindName(error.kind());
        outcome.message = error.what();
    }
    return outcome;
}

} // namespace

std::string differenceOf(const Case& one) {
    const Outcome outcome = rendered(one);
    if (outcome.text == one.expected && outcome.error == one.error) return {};
    return "\n" + one.place + ": " + one.source + "\n  expected " + one.expected + one.error + "\n  got      " +
           outcome.text + outcome.error + " " + outcome.message;
}

} // namespace pages_jinja::test
