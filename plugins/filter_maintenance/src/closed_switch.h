// SPDX-License-Identifier: Apache-2.0
// Whether the site is closed: by a setting, or as long as a file exists. Looks for the file at most once a second, on any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>

namespace filter_maintenance {

class ClosedSwitch {
public:
    // `file`: empty: only the setting counts.
    ClosedSwitch(bool isClosed, std::string file)
        : isClosed_(isClosed), file_(std::move(file)), exists_(!file_.empty() && exists()) {}

    bool isClosed(std::int64_t second) noexcept;

private:
    bool exists() const noexcept;

    const bool isClosed_;
    const std::string file_;
    std::atomic<std::int64_t> looked_{-1}; // the second in which it was looked for
    std::atomic<bool> exists_;
};

} // namespace filter_maintenance
