// SPDX-License-Identifier: Apache-2.0
// The tasks in the answer to `portico status`.
#pragma once

#include "host/tasks/task_scheduler.h"

#include <string>

namespace portico::host {

// A list of objects. Times in seconds since 1970; 0: never.
// {"plugin":"guestbook","name":"clean-up","state":"waiting","every":86400,"next":1800000000,"last":1799913600,
//  "milliseconds":12,"runs":3,"errors":0,"error":"","late":false,"stopping":false,"elsewhere":false}
std::string tasksJson(const TaskScheduler& scheduler);

} // namespace portico::host
