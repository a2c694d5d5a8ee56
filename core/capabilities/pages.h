// SPDX-License-Identifier: Apache-2.0
// Calls the pages plugin: which pages are routes, and page + data -> bytes. Not here: what is shown when it fails (http/render).
#pragma once

#include "capabilities/registry.h"

#include <portico/error.hpp>

#include <vector>

namespace portico::capabilities {

struct Page {
    std::string name, path;
    std::string guard; // empty: the page does not say
    std::string fault; // why it cannot be shown; empty: it can
};

class Pages {
public:
    // `limit`: the longest page in bytes; a longer one is an error.
    Pages(Provided provided, std::size_t limit);

    // Throws Error with the plugin's reason.
    std::vector<Page> list() const;

    // Appends the page to `out`. PORTICO_OK, PORTICO_NOT_FOUND, or an error and `why`; then `out` is as it was.
    portico_status render(std::string_view page, const portico_value& data, std::string& out, Why& why) const;

    const std::string& plugin() const noexcept { return provided_.plugin; }

private:
    const portico_pages& table() const noexcept { return *static_cast<const portico_pages*>(provided_.provider.table); }

    Provided provided_;
    std::size_t limit_;
};

} // namespace portico::capabilities
