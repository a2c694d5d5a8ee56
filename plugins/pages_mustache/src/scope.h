// SPDX-License-Identifier: Apache-2.0
// What names mean at one place of a page: the data, and the sections around that place. Mustache cannot compare, so two names
// are added: page.NAME is true on that page, and has_LIST says whether the list LIST of the same map has items.
#pragma once

#include "template.h"

#include <portico/abi.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pages_mustache {

// Nothing, false, 0, "" and an empty list are not.
bool isTrue(const portico_value& value);

class Scope {
public:
    // Both are borrowed.
    Scope(std::string_view page, const portico_value& data);

    void enter(const portico_value& value) { around_.push_back(&value); }
    void leave() { around_.pop_back(); }

    // What the name of `node` means, from the inside to the outside; a nothing if there is no such name. Adds the number of
    // members that it had to look at to `steps`.
    const portico_value& find(const Node& node, std::uint64_t& steps) const;

private:
    std::string pageFlag_;
    std::vector<const portico_value*> around_;
};

} // namespace pages_mustache
