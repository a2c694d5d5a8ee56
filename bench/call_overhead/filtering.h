// SPDX-License-Identifier: Apache-2.0
// A request before its route, as the step filterRequest sees it: without filters, and with one that passes every request. For
// call_overhead.cpp only.
#pragma once

#include "capabilities/registry.h"

#include <memory>

namespace call_overhead {

class Filtering {
public:
    // `filters`: of portico.filter/1.
    explicit Filtering(const std::vector<portico::capabilities::Provided>& filters);
    ~Filtering();
    Filtering(const Filtering&) = delete;
    Filtering& operator=(const Filtering&) = delete;

    // Makes an exchange and passes it to the filters.
    portico_status pass() const;

private:
    struct Served;
    std::unique_ptr<Served> served_;
};

} // namespace call_overhead
