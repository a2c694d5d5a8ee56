// SPDX-License-Identifier: Apache-2.0
#include "closed_switch.h"

#include <unistd.h>

namespace filter_maintenance {

bool ClosedSwitch::isClosed(std::int64_t second) noexcept {
    if (isClosed_ || file_.empty()) return isClosed_;
    if (looked_.exchange(second) != second) exists_ = ::access(file_.c_str(), F_OK) == 0;
    return exists_;
}

} // namespace filter_maintenance
