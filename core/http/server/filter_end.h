// SPDX-License-Identifier: Apache-2.0
// Tells the filters of a site that an answer has ended. That may be after its exchange, and on another thread; the pin then keeps
// the plugins alive.
#pragma once

#include "http/exchange/exchange.h"
#include "http/generation/serving.h"

#include <memory>

namespace portico::http {

// `bytes`: those of the body that were sent; `cut`: why it is not all, in words, or empty.
void tellFilters(const Exchange& x, std::uint64_t bytes, std::string_view cut);

// What the filters will be told about an exchange that is over. Does nothing if no filter asks.
class LateFilterEnd {
public:
    // Takes the pin if it is needed.
    LateFilterEnd(const Exchange& x, Serving::Pin& pin);
    void tell(std::uint64_t bytes, std::string_view cut) const;

private:
    struct Kept;
    std::shared_ptr<const Kept> kept_;
};

} // namespace portico::http
