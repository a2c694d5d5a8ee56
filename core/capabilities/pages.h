// SPDX-License-Identifier: Apache-2.0
// Calls the pages plugin to list and render pages. http/pipeline/render.cpp decides what is shown if it fails.
#pragma once

#include "capabilities/registry.h"

#include <portico/error.hpp>

#include <vector>

namespace portico::capabilities {

struct Page {
    std::string name, path;
    std::string guard; // empty: the page declares none
    std::string fault; // why the page cannot be shown, or empty
};

class Pages {
public:
    // `limit`: maximum size of a rendered page in bytes; a larger one is an error.
    Pages(Provided provided, std::size_t limit);

    // Throws Error with the plugin's reason.
    std::vector<Page> list() const;

    // Appends the rendered page to `out`. PORTICO_OK, PORTICO_NOT_FOUND, or an error and `why`; unless PORTICO_OK, `out` is
    // unchanged.
    portico_status render(std::string_view page, const portico_value& data, std::string& out, Why& why) const;

    const std::string& plugin() const noexcept { return provided_.plugin; }

private:
    const portico_pages& table() const noexcept { return *static_cast<const portico_pages*>(provided_.provider.table); }

    Provided provided_;
    std::size_t limit_;
};

} // namespace portico::capabilities
