// SPDX-License-Identifier: Apache-2.0
// A log that a test can read: "subject: line|subject: line|".
#pragma once

#include "base/mutex.h"
#include "http/log/log.h"

#include <string>

namespace portico::host::test {

class LogLines final : public http::Log {
public:
    void write(int, std::string_view subject, std::string_view line) noexcept override {
        const MutexLock lock(mutex_);
        all_.append(subject).append(": ").append(line).append("|");
    }
    void access(std::string_view, const http::AccessFields&) noexcept override {}
    std::string all() {
        const MutexLock lock(mutex_);
        return all_;
    }

private:
    Mutex mutex_;
    std::string all_ PORTICO_GUARDED_BY(mutex_);
};

} // namespace portico::host::test
