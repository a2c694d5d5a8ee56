// SPDX-License-Identifier: Apache-2.0
// Entry point of the plugin: its settings, and the filter that refuses senders with too many requests.
#include "counters.h"
#include "sender.h"

#include <portico/plugin.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace filter_rate_limit {

namespace {

std::vector<std::string> prefixesOf(portico::Host host, const std::string& setting) {
    std::vector<std::string> prefixes;
    for (const std::string& prefix : host.list(setting))
        prefixes.push_back(portico::checkedPrefix(prefix, "plugins.filter_rate_limit." + setting));
    return prefixes;
}

bool isBelowAny(std::string_view path, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const std::string& prefix) { return portico::isBelow(path, prefix); });
}

} // namespace

class FilterRateLimit : public portico::Plugin, public portico::Filter {
public:
    explicit FilterRateLimit(portico::Host host)
        : host_(host),
          paths_(prefixesOf(host, "paths")),
          except_(prefixesOf(host, "except")),
          mostOfAddress_(host.integer("requests")),
          mostOfUser_(host.integer("user_requests")) {}
    FilterRateLimit& filter() { return *this; }

    void start() override { counters_.emplace(host_.state(), host_.integer("counters"), host_.duration("period")); }

    Next request(portico::Exchange& x, portico::Rewrite&) override {
        if (mostOfAddress_ == 0 || !isCounted(x)) return Next::Pass;
        const std::string sender = senderOf(x.peer());
        return judge(x, kindOf(sender), sender, mostOfAddress_);
    }
    Next admitted(portico::Exchange& x) override {
        if (mostOfUser_ == 0 || x.get()->user == nullptr || !isCounted(x)) return Next::Pass;
        return judge(x, 'u', portico::view(x.get()->user->id), mostOfUser_);
    }

private:
    bool isCounted(const portico::Exchange& x) const {
        return isBelowAny(x.path(), paths_) && !isBelowAny(x.path(), except_);
    }

    Next judge(portico::Exchange& x, char kind, std::string_view sender, std::int64_t most) const {
        const std::chrono::seconds now(host_.nowSeconds());
        if (counters_->count(kind, sender, now) <= most) return Next::Pass;
        const std::string seconds = std::to_string(counters_->untilNext(now).count());
        // The log recognizes repetitions by the first words, so the sender comes last.
        x.fail(429, (kind == 'u' ? "too many requests of the user " : "too many requests from ") + std::string(sender),
               "Too many requests. Please try again in " + seconds + " seconds.");
        x.setHeader("Retry-After", seconds);
        return Next::Answered;
    }

    portico::Host host_;
    std::vector<std::string> paths_, except_;
    std::int64_t mostOfAddress_, mostOfUser_;
    std::optional<Counters> counters_;
};

} // namespace filter_rate_limit

PORTICO_PLUGIN(filter_rate_limit::FilterRateLimit, {
    "id" : "filter_rate_limit",
    "version" : "1.0.0",
    "summary" : "Limits the requests of each address and of each user.",
    "provides" : ["portico.filter/1"],
    "settings" : {
        "requests" : {
            "type" : "integer",
            "default" : 600,
            "max" : 1000000000,
            "help" : "Maximum number of requests of an address in a period; 0: no limit."
        },
        "user_requests" : {
            "type" : "integer",
            "default" : 1200,
            "max" : 1000000000,
            "help" : "Maximum number of requests of a user in a period, from any address; 0: no limit."
        },
        "period" : {
            "type" : "duration",
            "default" : "1m",
            "min" : "1s",
            "max" : "1d",
            "help" : "Length of a period."
        },
        "paths" : {"type" : "list", "default" : ["/"], "help" : "Only requests below these paths count."},
        "except" : {
            "type" : "list",
            "default" : [ "/assets" ],
            "help" : "Requests below these paths do not count."
        },
        "counters" : {
            "type" : "integer",
            "default" : 16384,
            "min" : 256,
            "max" : 65536,
            "help" : "Number of counters for addresses of IPv4, of IPv6, and for users; more senders than that share them."
        }
    }
});
