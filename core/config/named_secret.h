// SPDX-License-Identifier: Apache-2.0
// The value of a secret: as it is written, or "credential:NAME" for a credential that systemd passes to the service. Used by
// draft.cpp.
#pragma once

#include "config/draft.h"

#include <filesystem>
#include <string>

namespace portico::config {

struct NamedSecret {
    Raw value;
    std::string openFile{}; // the file of the value, if everybody on this machine may read it
};

// `credentials`: the folder with the credentials; empty if there is none.
NamedSecret namedSecret(const Assignment& assignment, const std::filesystem::path& credentials);

} // namespace portico::config
