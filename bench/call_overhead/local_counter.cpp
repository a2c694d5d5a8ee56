// SPDX-License-Identifier: Apache-2.0
// The same work as counter_plugin.c, inside this program.
#include "local_counter.h"

namespace call_overhead {

portico_status count(void* self, const portico_route*, portico_exchange*, portico_error*) {
    ++*static_cast<unsigned long*>(self);
    return PORTICO_OK;
}

namespace {

class Counting final : public Counter {
public:
    portico_status count(const portico_route*, portico_exchange*, portico_error*) override {
        ++calls_;
        return PORTICO_OK;
    }

private:
    unsigned long calls_ = 0;
};

} // namespace

std::unique_ptr<Counter> makeCounter() { return std::make_unique<Counting>(); }

} // namespace call_overhead
