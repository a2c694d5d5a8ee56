// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, and the filter that refuses addresses.
#include "network_rule.h"

#include <portico/plugin.hpp>

#include <algorithm>

namespace filter_ip_allow {

class FilterIpAllow : public portico::Plugin, public portico::Filter {
public:
    explicit FilterIpAllow(portico::Host host) {
        for (const portico::SettingValue& entry : host.value("rules").entries()) rules_.emplace_back(entry);
    }
    FilterIpAllow& filter() { return *this; }

    Next request(portico::Exchange& x, portico::Rewrite&) override { return judge(x); }
    // Again, because a filter behind this one may have rewritten the path.
    Next admitted(portico::Exchange& x) override { return judge(x); }

private:
    Next judge(portico::Exchange& x) const {
        const bool isAdmitted = std::all_of(rules_.begin(), rules_.end(), [&](const NetworkRule& rule) {
            return !rule.covers(x.path()) || rule.admits(x.peer());
        });
        if (isAdmitted) return Next::Pass;
        x.fail(403, "the address is not allowed at this path", "Your address is not allowed here.");
        return Next::Answered;
    }

    std::vector<NetworkRule> rules_;
};

} // namespace filter_ip_allow

PORTICO_PLUGIN(filter_ip_allow::FilterIpAllow, {
    "id" : "filter_ip_allow",
    "version" : "1.0.0",
    "summary" : "Allows and denies networks by path.",
    "provides" : ["portico.filter/1"],
    "settings" : {
        "rules" : {
            "type" : "list of tables",
            "max_entries" : 200,
            "help" : "Who may use which paths; every rule that covers a path must admit the client.",
            "fields" : {
                "path" : {"type" : "string", "default" : "/", "help" : "The rule is for paths below this one."},
                "allow" : {
                    "type" : "list",
                    "default" : [],
                    "help" : "Addresses and networks that are allowed, or unix; if empty, all that are not denied."
                },
                "deny" : {"type" : "list", "default" : [], "help" : "Addresses and networks that are denied."}
            }
        }
    }
});
