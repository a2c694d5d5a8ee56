// SPDX-License-Identifier: Apache-2.0
// The providers of all capabilities.
#include "capabilities/registry.h"

#include <utility>

namespace portico::capabilities {

namespace {

template <class R>
auto slotOf(R& registry, std::string_view id) -> decltype(&registry.users) {
    if (id == PORTICO_USERS) return &registry.users;
    if (id == PORTICO_SESSIONS) return &registry.sessions;
    if (id == PORTICO_PAGES) return &registry.pages;
    return nullptr;
}

} // namespace

const Provided* Registry::find(std::string_view id) const noexcept {
    if (id == PORTICO_AUTH) return auth.size() == 1 ? &auth.front() : nullptr;
    const std::optional<Provided>* slot = slotOf(*this, id);
    return slot != nullptr && slot->has_value() ? &**slot : nullptr;
}

void Registry::add(std::string_view id, Provided provided) {
    if (id == PORTICO_AUTH)
        auth.push_back(std::move(provided));
    else if (id == PORTICO_ROUTES)
        routes.push_back(std::move(provided));
    else if (id == PORTICO_BACKUP)
        backups.push_back(std::move(provided));
    else if (id == PORTICO_FILTER)
        filters.push_back(std::move(provided));
    else if (std::optional<Provided>* slot = slotOf(*this, id))
        *slot = std::move(provided);
}

} // namespace portico::capabilities
