// SPDX-License-Identifier: Apache-2.0
// The options that every command has that reads the configuration.
#include "cli/host_options.h"

#include <filesystem>
#include <unistd.h>

namespace portico::cli {

std::vector<Option> withHostOptions(std::vector<Option> own) {
    own.push_back({"config", "FILE", "Read this configuration instead of /etc/portico/portico.toml."});
    own.push_back({"set", "KEY=VALUE", "Set a key of the configuration; may be repeated."});
    return own;
}

host::Options hostOptions(const Invocation& invocation) {
    host::Options options;
    options.sources.environment = config::environmentOf(::environ);
    options.sources.sets = invocation.values("set");
    if (invocation.has("config")) options.sources.main = std::filesystem::absolute(invocation.value("config"));
    return options;
}

} // namespace portico::cli
