// SPDX-License-Identifier: Apache-2.0
#include "capabilities/auth_chain.h"

#include <algorithm>
#include <stdexcept>

namespace portico::capabilities {

AuthChain::AuthChain(const std::vector<Provided>& members) : members_(members.begin(), members.end()) {
    if (members_.empty()) throw std::logic_error("a chain of no auth plugins");
}

const Auth& AuthChain::challenger() const noexcept {
    const auto found = std::ranges::find_if(members_, [](const Auth& member) { return !member.loginPath().empty(); });
    return found == members_.end() ? members_.front() : *found;
}

} // namespace portico::capabilities
