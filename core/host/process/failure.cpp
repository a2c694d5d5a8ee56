// SPDX-License-Identifier: Apache-2.0
#include "host/process/failure.h"

#include <unistd.h>

#include <filesystem>

namespace portico::host {

namespace {

// Root may be refused, too: on a file system of the network, or after it has become the server's user.
std::string adviceFor(const std::error_code& error) {
    if (error == std::errc::permission_denied || error == std::errc::operation_not_permitted)
        return " for user " + std::to_string(::geteuid()) +
               "; check its owner and mode, and those of the folders above it";
    return "; check it and the folders above it";
}

} // namespace

std::string sentenceOf(const std::exception& error) {
    const auto* failure = dynamic_cast<const std::filesystem::filesystem_error*>(&error);
    if (failure == nullptr || failure->path1().empty()) return error.what();
    const std::string to = failure->path2().empty() ? "" : ", " + failure->path2().string();
    return failure->path1().string() + to + ": " + failure->code().message() + adviceFor(failure->code());
}

} // namespace portico::host
