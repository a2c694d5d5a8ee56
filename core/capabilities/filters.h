// SPDX-License-Identifier: Apache-2.0
// Calls the filters of a site. Which of them run in which phase is decided once, so that a function that a filter does not have
// costs nothing. core/http decides what a filter may see and change.
#pragma once

#include "capabilities/registry.h"

#include <portico/error.hpp>

#include <vector>

namespace portico::capabilities {

// One filter. Valid until its plugin is destroyed.
class Filter {
public:
    explicit Filter(Provided provided) : provided_(std::move(provided)) {}

    const std::string& plugin() const noexcept { return provided_.plugin; }
    const portico_filter& table() const noexcept {
        return *static_cast<const portico_filter*>(provided_.provider.table);
    }

    // Only for a function that the table has. PORTICO_FILTER_ANSWERED is a result of request and admitted only; any other
    // status than this and PORTICO_OK is an error, which `why` explains.
    portico_status request(portico_exchange& x, portico_rewrite& rewrite, Why& why) const noexcept;
    portico_status admitted(portico_exchange& x, Why& why) const noexcept;
    portico_status head(portico_exchange& x, portico_head& head, Why& why) const noexcept;
    void end(const portico_request_end& end) const noexcept;

private:
    Provided provided_;
};

struct Filters {
    Filters() = default;
    // In the order in which they are listed.
    explicit Filters(const std::vector<Provided>& listed);

    // Those that have the function, in the order of their calls.
    std::vector<Filter> request{}, admitted{}, head{}, end{};
    std::string missing{}; // a listed filter that cannot run: no request is served
};

} // namespace portico::capabilities
