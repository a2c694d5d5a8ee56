// SPDX-License-Identifier: Apache-2.0
// For tests: renders one template from memory with JSON data.
#pragma once

#include "engine/run/environment.h"
#include "engine/tests/memory_loader.h"
#include "json_data.h"

#include <cppunit/extensions/HelperMacros.h>

#include <map>

namespace pages_jinja::test {

using Files = std::map<std::string, std::string>;

inline std::unique_ptr<MemoryLoader> loaderOf(const Files& files) {
    auto loader = std::make_unique<MemoryLoader>();
    for (const auto& [name, source] : files) loader->set(name, source);
    return loader;
}

inline std::string render(Environment& environment, std::string_view name, const std::string& json = {}) {
    Arena arena(environment.limits().memoryBytes);
    std::string out;
    environment.render(name, *dataFrom(json, arena), arena, out);
    return out;
}

// The error with which rendering "page" from these files ends.
inline TemplateError errorOf(const Files& files, const std::string& json = {}, const Limits& limits = {}) {
    Environment environment(loaderOf(files), limits);
    try {
        render(environment, "page", json);
    } catch (const TemplateError& error) {
        return error;
    }
    CPPUNIT_FAIL("no error: " + files.at("page"));
    return TemplateError(ErrorKind::Syntax, "", 0, "");
}

inline TemplateError errorOf(const std::string& source, const Limits& limits = {}) {
    return errorOf(Files{{"page", source}}, {}, limits);
}

} // namespace pages_jinja::test
