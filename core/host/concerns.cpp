// SPDX-License-Identifier: Apache-2.0
#include "host/concerns.h"

#include "http/wire/listener.h"

namespace portico::host {

std::vector<std::string> concerns(const Lasting& lasting, std::time_t now) {
    std::vector<std::string> all;
    if (lasting.tls) all = lasting.tls->get()->dateProblems(now);
    for (const std::string& address : lasting.addresses)
        if (!http::wire::isOfThisMachine(address))
            all.push_back(address +
                          ": this machine does not have that address now; clients are served there as soon as "
                          "it does");
    if (const std::string why = lasting.libraries.whyInMemory(); !why.empty()) all.push_back(why);
    return all;
}

} // namespace portico::host
