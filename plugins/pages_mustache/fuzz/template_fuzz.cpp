// SPDX-License-Identifier: Apache-2.0
// Fuzzes templates with arbitrary bytes: they become nodes within the limits, or an Error that names file and line. A page is
// never open because its access comment could not be read.
#include "../src/page_limits.h"
#include "../src/template.h"

#include <portico/error.hpp>

#include <cstdint>
#include <cstdlib>

using namespace pages_mustache;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::size_t textIn(const std::vector<Node>& nodes, std::size_t depth) {
    require(depth <= limits::sectionDepth);
    std::size_t size = 0;
    for (const Node& node : nodes) {
        require(node.kind == Node::Kind::Text || !node.text.empty());
        if (node.kind == Node::Kind::Text) size += node.text.size();
        size += textIn(node.children, depth + 1);
    }
    return size;
}

bool isAccess(const std::string& access) {
    return access.empty() || access == "public" || access == "user" || access == "internal" ||
           access.starts_with("role:");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string source(reinterpret_cast<const char*>(data), size);
    TemplateFile file;
    file.path = "page.mustache";
    try {
        const Template made = compile(file, source);
        require(textIn(made.nodes, 0) <= source.size());
        require(isAccess(made.access));
    } catch (const portico::Error& error) {
        require(std::string_view(error.what()).starts_with("page.mustache:"));
    }
    return 0;
}
