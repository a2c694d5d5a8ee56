// SPDX-License-Identifier: Apache-2.0
// How a backup or restore reports how far it is: callbacks of the command, called often and by one thread. The work does not
// know where the reports are shown, or whether.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace portico::host {

// `what` is being done: "packing". `bytes` of `total` are done; a total of 0 is unknown.
using OnProgress = std::function<void(std::string_view what, std::uint64_t bytes, std::uint64_t total)>;
inline void ignoreProgress(std::string_view, std::uint64_t, std::uint64_t) {}

// Called with the number of bytes that were done since the last call.
using OnBytes = std::function<void(std::uint64_t bytes)>;
inline void ignoreBytes(std::uint64_t) {}

// Reports the sum of the bytes. Copies of the result share the sum. `what` must outlive them.
inline OnBytes summing(const OnProgress& onProgress, std::string_view what, std::uint64_t total = 0) {
    onProgress(what, 0, total);
    return [onProgress, what, total, sum = std::make_shared<std::uint64_t>(0)](std::uint64_t bytes) {
        onProgress(what, *sum += bytes, total);
    };
}

} // namespace portico::host
