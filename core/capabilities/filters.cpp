// SPDX-License-Identifier: Apache-2.0
#include "capabilities/filters.h"

#include "capabilities/call.h"

#include <algorithm>

namespace portico::capabilities {

namespace {

// To answer is no error for the statistics.
template <class Work>
portico_status called(const Provided& provided, const char* function, Why& why, Work&& work) noexcept {
    Call call(provided.stats, function);
    const portico_status status = exceptionBarrier(why.get(), work);
    call.ended(status == PORTICO_FILTER_ANSWERED ? PORTICO_OK : status);
    return status;
}

} // namespace

portico_status Filter::request(portico_exchange& x, portico_rewrite& rewrite, Why& why) const noexcept {
    return called(provided_, "request", why,
                  [&] { return table().request(provided_.provider.self, &x, &rewrite, why.get()); });
}

portico_status Filter::admitted(portico_exchange& x, Why& why) const noexcept {
    return called(provided_, "admitted", why, [&] { return table().admitted(provided_.provider.self, &x, why.get()); });
}

portico_status Filter::head(portico_exchange& x, portico_head& head, Why& why) const noexcept {
    return called(provided_, "head", why, [&] { return table().head(provided_.provider.self, &x, &head, why.get()); });
}

void Filter::end(const portico_request_end& end) const noexcept {
    Why why;
    called(provided_, "end", why,
           [&] { return table().end(provided_.provider.self, &end), portico_status{PORTICO_OK}; });
}

Filters::Filters(const std::vector<Provided>& listed) {
    for (const Provided& provided : listed) {
        const Filter filter(provided);
        if (filter.table().request != nullptr) request.push_back(filter);
        if (filter.table().admitted != nullptr) admitted.push_back(filter);
        if (filter.table().head != nullptr) head.push_back(filter);
        if (filter.table().end != nullptr) end.push_back(filter);
    }
    std::ranges::reverse(head);
}

} // namespace portico::capabilities
