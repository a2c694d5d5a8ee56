// SPDX-License-Identifier: Apache-2.0
// Who comes first where several want the same path. The rule is all in the configuration: who routes.owners names for the path;
// then plugins that capabilities.* names; then the pages of the site; then the other plugins. Equals come in the order of their ids.
#pragma once

#include "config/settings.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace portico::host {

class Precedence {
public:
    explicit Precedence(const config::Settings& settings);

    // Does capabilities.* name this plugin?
    bool isNamed(const std::string& plugin) const { return named_.contains(plugin); }

    // Does `one` come before `other`, without a look at any path? Both are plugins.
    bool isBefore(const std::string& one, const std::string& other) const;

    // routes.owners: path -> plugin.
    const config::Table& owners() const noexcept { return owners_; }

private:
    std::set<std::string> named_;
    const config::Table& owners_;
};

} // namespace portico::host
