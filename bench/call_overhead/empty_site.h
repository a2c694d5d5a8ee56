// SPDX-License-Identifier: Apache-2.0
// A site without plugins, and a log that keeps nothing.
#pragma once

#include "http/generation/snapshot.h"

namespace call_overhead {

class NoLog final : public portico::http::Log {
public:
    void write(int, std::string_view, std::string_view) noexcept override {}
    void access(std::string_view, const portico::http::AccessFields&) noexcept override {}
};

struct EmptySite {
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
};

} // namespace call_overhead
