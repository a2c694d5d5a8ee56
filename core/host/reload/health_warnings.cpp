// SPDX-License-Identifier: Apache-2.0
#include "host/reload/health_warnings.h"

#include "http/wire/listen/listener.h"

namespace portico::host {

std::vector<std::string> healthWarnings(const ProcessState& processState, std::time_t now) {
    std::vector<std::string> all;
    if (processState.tls) all = processState.tls->get()->dateProblems(now);
    for (const std::string& address : processState.addresses)
        if (!http::wire::isOfThisMachine(address))
            all.push_back(address +
                          ": this machine does not have that address now; clients are served there as soon as "
                          "it does");
    if (const std::string why = processState.libraries.whyInMemory(); !why.empty()) all.push_back(why);
    return all;
}

} // namespace portico::host
