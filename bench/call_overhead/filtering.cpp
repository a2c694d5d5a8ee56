// SPDX-License-Identifier: Apache-2.0
#include "filtering.h"

#include "empty_site.h"

#include "http/pipeline/pipeline.h"

namespace call_overhead {

struct Filtering::Served : EmptySite {
    explicit Served(const std::vector<portico::capabilities::Provided>& filters) {
        snapshot.filters = portico::capabilities::Filters(filters);
        request.method = "GET";
        request.target = "/books/7";
    }
    portico::http::Request request;
};

Filtering::Filtering(const std::vector<portico::capabilities::Provided>& filters)
    : served_(std::make_unique<Served>(filters)) {}
Filtering::~Filtering() = default;

portico_status Filtering::pass() const {
    portico::http::Exchange x(served_->snapshot, served_->request, "0123456789abcdef");
    x.path = "/books/7";
    return portico::http::filterRequest(x) == portico::http::Next::Go ? PORTICO_OK : PORTICO_FAILED;
}

} // namespace call_overhead
