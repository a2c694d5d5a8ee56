// SPDX-License-Identifier: Apache-2.0
// The configured certificates: files, or credentials of the service. Read at every start, reload and `portico check`.
#pragma once

#include "config/environment.h"
#include "config/settings.h"
#include "http/wire/tls/tls.h"

#include <memory>
#include <vector>

namespace portico::host {

// The configured files. Throws Refusal with every fault of the names; does not read the files.
std::vector<http::wire::CertificateFiles> certificateFiles(const config::Settings& settings,
                                                           const config::Environment& environment);

// Null without server.listen_tls, unless there is a TLS socket anyway (`wanted`). Throws Refusal with every fault of every
// certificate. `environment`: from the options.
std::shared_ptr<const http::wire::Tls> certificatesFrom(const config::Settings& settings,
                                                        const config::Environment& environment, bool wanted = false);

} // namespace portico::host
