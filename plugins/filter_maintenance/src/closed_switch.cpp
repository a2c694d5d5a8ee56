// SPDX-License-Identifier: Apache-2.0
#include "closed_switch.h"

#include <cerrno>
#include <unistd.h>

namespace filter_maintenance {

// What cannot be examined may be there: the site stays closed.
bool ClosedSwitch::exists() const noexcept {
    return ::access(file_.c_str(), F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool ClosedSwitch::isClosed(std::int64_t second) noexcept {
    if (isClosed_ || file_.empty()) return isClosed_;
    if (looked_.exchange(second) != second) exists_ = exists();
    return exists_;
}

} // namespace filter_maintenance
