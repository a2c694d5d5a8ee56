// SPDX-License-Identifier: Apache-2.0
#include "host/generation/precedence.h"

#include <tuple>

namespace portico::host {

Precedence::Precedence(const config::Settings& settings) : owners_(settings.table("routes.owners")) {
    for (const char* key : {"capabilities.auth", "capabilities.users", "capabilities.sessions", "capabilities.pages"})
        named_.insert(settings.string(key));
}

bool Precedence::isBefore(const std::string& one, const std::string& other) const {
    return std::tuple(!isNamed(one), one) < std::tuple(!isNamed(other), other);
}

} // namespace portico::host
