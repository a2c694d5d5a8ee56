// SPDX-License-Identifier: Apache-2.0
// Plugin files that crashed the server repeatedly are no longer loaded until they are released or replaced by another file.
// Identified by their content. Stored in the state directory, one small file for each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace portico::host {

struct CrashRule {
    std::int64_t crashes;       // this many crashes of one file; 0: no quarantine
    std::int64_t windowSeconds; // within this many seconds
};

class Quarantine {
public:
    explicit Quarantine(const std::filesystem::path& state)
        : folder_(state / "quarantine"), crashes_(state / "crashes") {}

    const std::filesystem::path& crashFile() const noexcept { return crashes_; }

    // Quarantines files according to the crashes before this start. Throws std::runtime_error if this cannot be recorded.
    void importCrashes(const CrashRule& rule, std::int64_t now) const;

    // Why the file with this content is not loaded, as a complete clause. Nothing if it may be loaded.
    std::optional<std::string> reason(std::string_view hash) const;

    // Releases every file of this plugin. Returns their number.
    std::size_t release(std::string_view plugin) const;

private:
    std::filesystem::path folder_, crashes_;
};

} // namespace portico::host
