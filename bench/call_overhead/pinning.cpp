// SPDX-License-Identifier: Apache-2.0
#include "pinning.h"

#include "empty_site.h"

#include "http/generation/serving.h"

namespace call_overhead {

struct Pinning::Served : EmptySite {
    portico::http::Serving serving{snapshot};
};

Pinning::Pinning() : served_(std::make_unique<Served>()) {}
Pinning::~Pinning() = default;

portico_status Pinning::pin() const {
    const auto pin = served_->serving.pin();
    return pin.isPast() ? PORTICO_FAILED : PORTICO_OK;
}

std::jthread Pinning::inTheBackground() const {
    return std::jthread([this](const std::stop_token& stop) {
        while (!stop.stop_requested())
            if (pin() != PORTICO_OK) return;
    });
}

} // namespace call_overhead
