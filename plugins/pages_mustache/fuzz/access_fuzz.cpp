// SPDX-License-Identifier: Apache-2.0
// Fuzzes access comments with typical mistakes: the page keeps the intended access or is an error. It is never open.
#include "../src/template.h"

#include "support/access_mutation.h"

#include <portico/error.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    portico::fuzz::AccessMutation mutation(bytes, size);
    const std::string source = mutation.marked("{{!", "}}") + "\n<p>{{user.username}}</p>\n";
    try {
        pages_mustache::TemplateFile file;
        file.path = "page.mustache";
        const pages_mustache::Template page = pages_mustache::compile(file, source);
        if (page.access.empty() || page.access == "public") __builtin_trap();
    } catch (const portico::Error&) {
    }
    return 0;
}
