// SPDX-License-Identifier: Apache-2.0
// Versions of plugins, "1.2.0", and ranges of them, ">=1.2 <2", in the "needs_plugins" of a manifest.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::loader {

// One to four numbers with dots; missing numbers are 0. "1.2.0-rc1" and "1.2.0~rc1" come before 1.2.0. What follows "+" is
// ignored.
struct Version {
    std::array<std::uint32_t, 4> numbers{};
    bool isEarly = false;

    static std::optional<Version> read(std::string_view text);
};

// One to eight conditions with spaces between them, all of which must hold: >=1.2, >1, <=2, <2, =1.2.3. An early version counts
// as its release at an upper bound, and as less than its release at a lower one.
class VersionRange {
public:
    static std::optional<VersionRange> read(std::string_view text);

    bool contains(const Version& version) const;
    const std::string& text() const noexcept { return text_; }

private:
    struct Condition {
        std::string_view sign; // a literal
        Version bound;
        bool holds(const Version& version) const;
    };
    std::string text_;
    std::vector<Condition> conditions_;
};

} // namespace portico::loader
