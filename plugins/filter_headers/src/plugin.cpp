// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, and the filter that applies the rules in their order.
#include "header_rule.h"

#include <portico/plugin.hpp>

#include <vector>

namespace filter_headers {

class FilterHeaders : public portico::Plugin, public portico::Filter {
public:
    explicit FilterHeaders(portico::Host host) {
        for (const portico::SettingValue& entry : host.value("rules").entries()) rules_.emplace_back(entry);
    }
    FilterHeaders& filter() { return *this; }

    void head(const portico::Exchange& x, portico::Head& head) override {
        for (const HeaderRule& rule : rules_)
            if (portico::isBelow(x.path(), rule.path)) rule.apply(head);
    }

private:
    std::vector<HeaderRule> rules_;
};

} // namespace filter_headers

PORTICO_PLUGIN(filter_headers::FilterHeaders, {
    "id" : "filter_headers",
    "version" : "1.0.0",
    "summary" : "Sets, adds and removes headers of answers.",
    "provides" : ["portico.filter/1"],
    "settings" : {
        "rules" : {
            "type" : "list of tables",
            "max_entries" : 200,
            "help" : "What happens to which header, in this order.",
            "fields" : {
                "header" : {"type" : "string", "help" : "Name of the header."},
                "value" : {"type" : "string", "default" : "", "help" : "Its value; none for remove."},
                "action" : {
                    "type" : "enum",
                    "values" : [ "set", "add", "default", "remove" ],
                    "default" : "set",
                    "help" : "Replace it, add another one, set it if the answer has none, or remove it."
                },
                "path" : {"type" : "string", "default" : "/", "help" : "Only below this path."}
            }
        }
    }
});
