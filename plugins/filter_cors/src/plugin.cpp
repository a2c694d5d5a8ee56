// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, and the filter that answers preflights and marks answers.
#include "cors_rule.h"

#include <portico/plugin.hpp>

#include <algorithm>
#include <vector>

namespace filter_cors {

namespace {

// Two origins are none: a browser sends one.
std::optional<std::string_view> originOf(const portico::Exchange& x) {
    return x.header("Origin", 1) ? std::nullopt : x.header("Origin");
}

bool isPreflight(const portico::Exchange& x) {
    return x.method() == "OPTIONS" && x.header("Origin") && x.header("Access-Control-Request-Method");
}

} // namespace

class FilterCors : public portico::Plugin, public portico::Filter {
public:
    explicit FilterCors(portico::Host host) {
        for (const portico::SettingValue& entry : host.value("rules").entries()) rules_.emplace_back(entry);
    }
    FilterCors& filter() { return *this; }

    // Before routing, because a preflight has no credentials, and few routes declare OPTIONS.
    Next request(portico::Exchange& x, portico::Rewrite&) override {
        if (!isPreflight(x)) return Next::Pass;
        const CorsRule* rule = ruleFor(x.path());
        if (rule == nullptr) return Next::Pass;
        x.status(204);
        x.addHeader("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
        if (rule->allowed(originOf(x))) rule->markPreflight(x);
        return Next::Answered;
    }

    void head(const portico::Exchange& x, portico::Head& head) override {
        if (const CorsRule* rule = ruleFor(x.path())) rule->mark(head, originOf(x));
    }

private:
    const CorsRule* ruleFor(std::string_view path) const {
        const auto found =
            std::find_if(rules_.begin(), rules_.end(), [&](const CorsRule& rule) { return rule.covers(path); });
        return found == rules_.end() ? nullptr : &*found;
    }

    std::vector<CorsRule> rules_;
};

} // namespace filter_cors

PORTICO_PLUGIN(filter_cors::FilterCors, {
    "id" : "filter_cors",
    "version" : "1.0.0",
    "summary" : "Lets pages of other sites use this one from a browser (CORS).",
    "provides" : ["portico.filter/1"],
    "settings" : {
        "rules" : {
            "type" : "list of tables",
            "max_entries" : 100,
            "help" : "Which sites may use which paths; the first rule that matches a path decides.",
            "fields" : {
                "path" : {"type" : "string", "default" : "/", "help" : "The rule is for paths below this one."},
                "origins" : {
                    "type" : "list",
                    "min_entries" : 1,
                    "help" : "Origins of these sites, such as https://app.example.org; or * for every site."
                },
                "methods" : {
                    "type" : "list",
                    "default" : [ "GET", "HEAD", "POST" ],
                    "help" : "Methods that their pages may use."
                },
                "headers" : {"type" : "list", "default" : [], "help" : "Headers that their requests may have."},
                "expose" : {"type" : "list", "default" : [], "help" : "Headers of answers that their pages may read."},
                "credentials" : {
                    "type" : "boolean",
                    "default" : false,
                    "help" : "Whether browsers send cookies along; not with *."
                },
                "max_age" : {
                    "type" : "duration",
                    "default" : "10m",
                    "max" : "1d",
                    "help" : "How long browsers remember the answer to a preflight."
                }
            }
        }
    }
});
