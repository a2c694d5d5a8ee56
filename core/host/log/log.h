// SPDX-License-Identifier: Apache-2.0
// The server's log: the journal, with fields, or standard error. Every message is one line, whatever it contains. Warnings and
// errors about requests are limited to one per second of each kind.
#pragma once

#include "host/log/journal.h"
#include "host/log/repeat_filter.h"
#include "http/log/log.h"

#include <Poco/AutoPtr.h>
#include <Poco/Channel.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace portico::host {

class ServerLog final : public http::Log {
public:
    // `least`: "debug", "info", "warning", "error" or "nothing". `journal`: write journal entries with fields; what the journal
    // does not accept goes to standard error, which it also reads.
    ServerLog(const std::string& least, bool journal);

    // May be called on any thread.
    void setLeast(const std::string& least) noexcept;

    void write(int level, std::string_view subject, std::string_view line) noexcept override;
    void denied(int level, std::string_view line, const http::Denial& about) noexcept override;
    void flushHeldLines() noexcept override;
    void access(std::string_view line, const http::AccessFields& about) noexcept override;

    // Lines of this level (PORTICO_LOG_...) since the start, including repetitions that were held back.
    std::uint64_t lines(std::size_t level) const noexcept { return counts_[level].load(std::memory_order_relaxed); }

private:
    void put(const LogLine& line) noexcept;
    void count(int level) noexcept { counts_[static_cast<std::size_t>(level)].fetch_add(1, std::memory_order_relaxed); }

    std::atomic<int> least_;
    std::array<std::atomic<std::uint64_t>, PORTICO_LOG_ERROR + 1> counts_{};
    const bool journal_;
    Poco::AutoPtr<Poco::Channel> lines_;
    Poco::AutoPtr<Poco::Channel> requests_;
    RepeatFilter repeatFilter_; // last member, because its destructor writes
};

} // namespace portico::host
