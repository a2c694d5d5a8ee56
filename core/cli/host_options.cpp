// SPDX-License-Identifier: Apache-2.0
// The options of every command that reads the configuration.
#include "cli/host_options.h"

#include <filesystem>
#include <unistd.h>

namespace portico::cli {

std::vector<Option> withHostOptions(std::vector<Option> own) {
    own.push_back({"config", "FILE", "Read this configuration instead of /etc/portico/portico.toml."});
    own.push_back({"set", "KEY=VALUE", "Set a key of the configuration; may be repeated."});
    return own;
}

namespace {

// The packaged configuration is next to the program: /usr/lib/portico for /usr/bin/portico. A build tree has none.
std::optional<std::filesystem::path> packagedBeside(const std::filesystem::path& program) {
    std::error_code error;
    const std::filesystem::path file = std::filesystem::read_symlink(program, error);
    if (error) return std::nullopt; // without /proc: the default path
    return file.parent_path().parent_path() / "lib/portico";
}

} // namespace

host::Options hostOptions(const Invocation& invocation) {
    host::Options options;
    options.program = "/proc/self/exe"; // trial loads run in a separate process
    options.sources.packaged = packagedBeside(options.program);
    options.sources.environment = config::environmentOf(::environ);
    options.sources.sets = invocation.values("set");
    if (invocation.has("config")) options.sources.main = std::filesystem::absolute(invocation.value("config"));
    return options;
}

} // namespace portico::cli
