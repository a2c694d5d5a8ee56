// SPDX-License-Identifier: Apache-2.0
// Renders one page: walks the nodes of a template and its partials and writes their output. Used once; changes no template.
#pragma once

#include "scope.h"
#include "templates.h"

#include <functional>

namespace pages_mustache {

class Rendering {
public:
    using Write = std::function<void(std::string_view)>;

    // All references are borrowed. `now` in milliseconds.
    Rendering(Templates& templates, std::int64_t now, std::string_view page, const portico_value& data,
              const Write& write);

    // Writes the whole page. Throws portico::Error that names file and line.
    void run(const Template& page);

private:
    void walk(const std::vector<Node>& nodes);
    void step(const Node& node);
    void variable(const Node& node);
    void section(const Node& node);
    void partial(const Node& node);
    void inside(const portico_value& value, const Node& node);
    void spend(std::uint64_t steps, const Node& node);
    void flush();
    [[noreturn]] void fail(const Node& node, const std::string& what) const;

    Templates& templates_;
    const std::int64_t now_;
    Scope scope_;
    const Write& write_;
    const Template* current_ = nullptr; // for errors
    std::string_view access_;           // of the page
    std::string out_;
    std::size_t written_ = 0;
    std::size_t depth_ = 0;
    std::uint64_t steps_ = 0;
};

} // namespace pages_mustache
