// SPDX-License-Identifier: Apache-2.0
// How many descriptors a process may have open.
#include "host/process/descriptors.h"

#include <sys/resource.h>

namespace portico::host {

namespace {

constexpr std::uint64_t besides = 1024; // listeners, databases, plugins

} // namespace

// poll and epoll take any number; only select() would need the soft limit to stay low.
std::uint64_t raiseDescriptorLimit() noexcept {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return RLIM_INFINITY;
    const rlimit raised{limit.rlim_max, limit.rlim_max};
    return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

std::optional<std::uint64_t> descriptorLimitOf(pid_t process) {
    rlimit limit{};
    if (::prlimit(process, RLIMIT_NOFILE, nullptr, &limit) != 0) return std::nullopt;
    return limit.rlim_cur;
}

std::optional<std::string> missingDescriptors(std::uint64_t connections, std::uint64_t limit) {
    const std::uint64_t needed = 2 * connections + besides;
    if (limit >= needed) return std::nullopt;
    return "limits.connections allows " + std::to_string(connections) +
           " connections, which with the files that are sent and with plugins need " + std::to_string(needed) +
           " descriptors, but the limit (RLIMIT_NOFILE) is " + std::to_string(limit) + ": " +
           std::to_string(needed - limit) +
           " are missing; raise LimitNOFILE= of the service, or lower limits.connections";
}

} // namespace portico::host
