// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, and the filter that answers 503 while the site is closed.
#include "closed_switch.h"

#include <portico/plugin.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace filter_maintenance {

namespace {

constexpr std::size_t mostBytes = 1u << 20;
constexpr std::string_view sentence = "This site is being maintained. Please try again later.\n";

[[noreturn]] void refuse(const std::string& setting, const std::string& clause) {
    throw portico::Error(PORTICO_INVALID, "plugins.filter_maintenance." + setting + ": " + clause);
}

std::string pageOf(portico::Host host) {
    const std::string file(host.setting("page"));
    if (file.empty()) return {};
    std::ifstream in(file, std::ios::binary);
    std::string page(mostBytes + 1, '\0');
    in.read(page.data(), static_cast<std::streamsize>(page.size()));
    if (in.bad() || in.gcount() <= 0) refuse("page", file + " cannot be read, or is empty");
    page.resize(static_cast<std::size_t>(in.gcount()));
    if (page.size() > mostBytes) refuse("page", file + " has more than 1 MiB");
    return page;
}

std::vector<portico::IpNetwork> allowedOf(portico::Host host) {
    std::vector<portico::IpNetwork> networks;
    for (const std::string& text : host.list("allow")) {
        const auto network = portico::IpNetwork::parse(text);
        if (!network) refuse("allow", "\"" + text + "\" is no address or network; write for example \"192.0.2.0/24\"");
        networks.push_back(*network);
    }
    return networks;
}

std::vector<std::string> exceptionsOf(portico::Host host) {
    std::vector<std::string> prefixes;
    for (const std::string& prefix : host.list("except"))
        prefixes.push_back(portico::checkedPrefix(prefix, "plugins.filter_maintenance.except"));
    return prefixes;
}

} // namespace

class FilterMaintenance : public portico::Plugin, public portico::Filter {
public:
    explicit FilterMaintenance(portico::Host host)
        : host_(host),
          switch_(host.boolean("closed"), std::string(host.setting("closed_by"))),
          allowed_(allowedOf(host)),
          except_(exceptionsOf(host)),
          page_(pageOf(host)),
          retryAfter_(std::to_string(host.integer("retry_after"))) {}
    FilterMaintenance& filter() { return *this; }

    Next request(portico::Exchange& x, portico::Rewrite&) override {
        if (!switch_.isClosed(host_.nowSeconds()) || isOpenFor(x)) return Next::Pass;
        x.status(503);
        x.setHeader("Retry-After", retryAfter_);
        x.setHeader("Cache-Control", "no-store");
        if (x.navigation() && !page_.empty())
            x.write(page_, "text/html; charset=utf-8");
        else
            x.text(sentence);
        return Next::Answered;
    }

private:
    bool isOpenFor(const portico::Exchange& x) const {
        const auto address = portico::IpAddress::parse(x.peer());
        return (address && std::any_of(allowed_.begin(), allowed_.end(),
                                       [&](const auto& network) { return network.contains(*address); })) ||
               std::any_of(except_.begin(), except_.end(),
                           [&](const std::string& prefix) { return portico::isBelow(x.path(), prefix); });
    }

    const portico::Host host_;
    ClosedSwitch switch_;
    const std::vector<portico::IpNetwork> allowed_;
    const std::vector<std::string> except_;
    const std::string page_, retryAfter_;
};

} // namespace filter_maintenance

PORTICO_PLUGIN(filter_maintenance::FilterMaintenance, {
    "id" : "filter_maintenance",
    "version" : "1.0.0",
    "summary" : "Closes the site for a while: 503 with a page, except for some addresses.",
    "provides" : ["portico.filter/1"],
    "settings" : {
        "closed" : {"type" : "boolean", "default" : false, "help" : "Whether the site is closed."},
        "closed_by" : {
            "type" : "path",
            "default" : "",
            "help" : "The site is also closed while this file exists; looked for once a second."
        },
        "allow" : {
            "type" : "list",
            "default" : [],
            "help" : "Addresses and networks for which the site stays open."
        },
        "except" : {"type" : "list", "default" : ["/healthz"], "help" : "Paths below these stay open for everybody."},
        "page" : {
            "type" : "path",
            "default" : "",
            "help" : "HTML file for browsers, read at the start; empty: a sentence."
        },
        "retry_after" : {
            "type" : "duration",
            "default" : "10m",
            "min" : "1s",
            "max" : "7d",
            "help" : "After which time clients are asked to try again."
        }
    }
});
