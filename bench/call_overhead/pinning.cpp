// SPDX-License-Identifier: Apache-2.0
#include "pinning.h"

#include "http/generation/serving.h"

namespace call_overhead {

namespace {

class Silence final : public portico::http::Log {
public:
    void write(int, std::string_view, std::string_view) noexcept override {}
    void access(std::string_view, const portico::http::AccessFields&) noexcept override {}
};

} // namespace

struct Pinning::Served {
    Silence log;
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
