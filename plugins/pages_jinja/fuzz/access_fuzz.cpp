// SPDX-License-Identifier: Apache-2.0
// Fuzzes access comments with typical mistakes: the page keeps the intended access or is an error. It is never open.
#include "engine/value/template_error.h"
#include "plugin/access_comment.h"

#include "support/access_mutation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    portico::fuzz::AccessMutation mutation(bytes, size);
    const std::string source = mutation.marked("{#", "#}") + "\n<p>{{ user.username }}</p>\n";
    try {
        const std::string access = pages_jinja::accessOf(*pages_jinja::compile("page.html", source, {}));
        if (access.empty() || access == "public") __builtin_trap();
    } catch (const pages_jinja::TemplateError&) {
    }
    return 0;
}
