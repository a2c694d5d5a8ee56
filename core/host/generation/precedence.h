// SPDX-License-Identifier: Apache-2.0
// Decides who gets a path that several want. The order follows from the configuration: first the plugin that routes.owners names
// for the path, then plugins that capabilities.* names, then the pages of the site, then other plugins. Equals are ordered by id.
#pragma once

#include "config/settings.h"

#include <set>
#include <string>
#include <tuple>

namespace portico::host {

class Precedence {
public:
    explicit Precedence(const config::Settings& settings) : owners_(settings.table("routes.owners")) {
        for (const char* key : {"capabilities.auth", "capabilities.users", "capabilities.sessions",
                                "capabilities.pages", "capabilities.mail"})
            for (const std::string& plugin : settings.names(key)) named_.insert(plugin);
    }

    // Whether capabilities.* names this plugin.
    bool isNamed(const std::string& plugin) const { return named_.contains(plugin); }

    // Whether plugin `one` comes before plugin `other`, regardless of routes.owners.
    bool isBefore(const std::string& one, const std::string& other) const {
        return std::tuple(!isNamed(one), one) < std::tuple(!isNamed(other), other);
    }

    // routes.owners: path -> plugin.
    const config::Table& owners() const noexcept { return owners_; }

private:
    std::set<std::string> named_;
    const config::Table& owners_;
};

} // namespace portico::host
