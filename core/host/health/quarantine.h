// SPDX-License-Identifier: Apache-2.0
// Plugin files that crashed the server again and again are not loaded any more, until somebody releases them or puts another
// file in their place. Known by their content. Kept in the state directory, one small file for each.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace portico::host {

struct CrashRule {
    std::int64_t crashes;       // so many of one file; 0: nobody is quarantined
    std::int64_t windowSeconds; // within so many seconds
};

class Quarantine {
public:
    explicit Quarantine(const std::filesystem::path& state)
        : folder_(state / "quarantine"), crashes_(state / "crashes") {}

    const std::filesystem::path& crashFile() const noexcept { return crashes_; }

    // Looks at what crashed before this start. Throws std::runtime_error if it cannot be written down.
    void importCrashes(const CrashRule& rule, std::int64_t now) const;

    // Why the file with this content is not loaded: a whole clause. Nothing: it may be.
    std::optional<std::string> reason(std::string_view hash) const;

    // Every file of this plugin. How many there were.
    std::size_t release(std::string_view plugin) const;

private:
    std::filesystem::path folder_, crashes_;
};

} // namespace portico::host
