// SPDX-License-Identifier: Apache-2.0
// Resolves names at one place of a page, from the data and the surrounding sections. Mustache has no comparisons, so two names
// are added: page.NAME is true on the page NAME, and has_LIST is true if the list LIST of the same map has items.
#pragma once

#include "template.h"

#include <portico/abi.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pages_mustache {

// False for a missing value, false, 0, "" and an empty list.
bool isTrue(const portico_value& value);

class Scope {
public:
    // Both are borrowed.
    Scope(std::string_view page, const portico_value& data);

    void enter(const portico_value& value) { around_.push_back(&value); }
    void leave() { around_.pop_back(); }

    // The value of the name of `node`, searched from the innermost section outwards; a missing value if there is none. Adds the
    // number of examined members to `steps`.
    const portico_value& find(const Node& node, std::uint64_t& steps) const;

private:
    std::string pageFlag_;
    std::vector<const portico_value*> around_;
};

} // namespace pages_mustache
