// SPDX-License-Identifier: Apache-2.0
// A portico_host for tests of plugins: settings, a clock and capabilities under the test's control, a temporary state directory,
// and cheap passwords. Log lines and metrics are kept. The clock stands still until the test advances it.
#pragma once

#include "host/services/ttl_store.h"
#include "support/scratch_dir.h"
#include "support/test_metrics.h"
#include "support/test_tasks.h"

#include <portico/host.hpp>
#include <portico/value.hpp>

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace portico::test {

class TestHost {
public:
    TestHost();
    TestHost(const TestHost&) = delete;
    TestHost& operator=(const TestHost&) = delete;

    std::map<std::string, std::string, std::less<>> settings;          // as in abi/host.h: "7200", "true", "a\nb"
    std::map<std::string, Value, std::less<>> values;                  // the same, or others, by type
    std::map<std::string, portico_provider, std::less<>> capabilities; // by id
    std::int64_t milliseconds = 1800000000000;                         // the clock
    std::string pageDirectories;
    std::string defaultAccess = "public";
    bool passwordsBusy = false;                   // the password service answers PORTICO_UNAVAILABLE
    const portico_passwords* passwords = nullptr; // this service instead of the cheap one

    // For plugins that are opened afterwards. `url` must outlive them.
    void setPublicUrl(std::string_view url) { c_.public_url = str(url); }
    void setPurpose(Purpose purpose) { c_.purpose = static_cast<std::uint64_t>(purpose); }

    const portico_host* get() const { return &c_; }
    Host host() const { return Host(&c_); }
    const portico_passwords* cheapPasswords() const { return &passwords_; }
    std::int64_t seconds() const { return milliseconds / 1000; }
    void advance(std::int64_t byMilliseconds) { milliseconds += byMilliseconds; }
    const ScratchDir& state() const { return state_; }
    const TestMetrics& metrics() const { return metrics_; }
    TestTasks& tasks() { return tasks_; }

    std::vector<std::pair<int, std::string>> logged() const;
    bool hasLogged(std::string_view part) const; // in any line

private:
    static TestHost& of(const portico_host* host) { return *static_cast<TestHost*>(host->ctx); }
    static void log(const portico_host* host, std::int32_t level, portico_str line);
    static portico_status setting(const portico_host* host, portico_str name, portico_str* value);
    static portico_status settingValue(const portico_host* host, portico_str name, portico_value* value);
    static portico_status capability(const portico_host* host, const char* id, portico_provider* provider);
    static const void* service(const portico_host* host, const char* id);

    ScratchDir state_;
    TestMetrics metrics_;
    host::TtlStore values_{64u << 20u, [this] { return milliseconds; }};
    TestTasks tasks_{[this] { return milliseconds; }};
    std::string stateDirectory_;
    std::deque<BorrowedValue> borrowed_; // of `values`, once they are asked for
    mutable std::mutex mutex_;
    std::vector<std::pair<int, std::string>> logged_;
    portico_passwords passwords_;
    portico_host c_;
};

} // namespace portico::test
