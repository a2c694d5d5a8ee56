// SPDX-License-Identifier: Apache-2.0
// The plugins that `portico plugins disable` has disabled: one empty file for each, named by its id, in the folder `disabled` of
// the state directory. They stay disabled over restarts and updates, in addition to those that the configuration disables.
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace portico::host {

class SwitchedOff {
public:
    // `state`: state.directory, which is trusted.
    explicit SwitchedOff(const std::filesystem::path& state) : folder_(state / "disabled") {}

    // Each throws std::runtime_error with the path and the reason: a plugin must not come back because a folder is unreadable.
    std::set<std::string, std::less<>> ids() const;
    void add(const std::string& id) const;
    void remove(const std::string& id) const;

private:
    std::filesystem::path folder_;
};

} // namespace portico::host
