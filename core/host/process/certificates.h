// SPDX-License-Identifier: Apache-2.0
// The certificates that the configuration names: files, or credentials of the service. Read when a server starts, when it is
// checked and when it reloads.
#pragma once

#include "config/environment.h"
#include "config/settings.h"
#include "http/wire/tls.h"

#include <memory>
#include <vector>

namespace portico::host {

// What the configuration names. Throws Refusal with every fault of the names; the files are not looked at.
std::vector<http::wire::CertificateFiles> certificateFiles(const config::Settings& settings,
                                                           const config::Environment& environment);

// Null without server.listen_tls, unless there is a socket for TLS all the same (`wanted`). Throws Refusal with every fault of
// every certificate. `environment`: of the options.
std::shared_ptr<const http::wire::Tls> certificatesFrom(const config::Settings& settings,
                                                        const config::Environment& environment, bool wanted = false);

} // namespace portico::host
