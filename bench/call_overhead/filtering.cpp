// SPDX-License-Identifier: Apache-2.0
#include "filtering.h"

#include "http/pipeline/pipeline.h"

namespace call_overhead {

namespace {

class NoLog final : public portico::http::Log {
public:
    void write(int, std::string_view, std::string_view) noexcept override {}
    void access(std::string_view, const portico::http::AccessFields&) noexcept override {}
};

} // namespace

struct Filtering::Served {
    explicit Served(const std::vector<portico::capabilities::Provided>& filters) {
        snapshot.filters = portico::capabilities::Filters(filters);
        request.method = "GET";
        request.target = "/books/7";
    }
    NoLog log;
    portico::http::Snapshot snapshot{.router = {},
                                     .targets = {},
                                     .auth = {},
                                     .pages = {},
                                     .assets = portico::http::Assets({}),
                                     .csrf = portico::http::Csrf({}),
                                     .limits = {},
                                     .site = {},
                                     .compression = {},
                                     .log = log};
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
