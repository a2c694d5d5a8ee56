// SPDX-License-Identifier: Apache-2.0
#include "host/trial/probe_report.h"

#include "host/trial/build_report.h"

#include <charconv>

namespace portico::host {

void ProbeReport::take(std::string_view line) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos) return;
    const std::string_view kind = line.substr(0, first);
    const std::string plugin(line.substr(first + 1, second - first - 1));
    const std::string text(line.substr(second + 1));
    if (isDying_) return; // later lines are from other threads, not from where it ended
    isDying_ = kind == "dies";
    if (kind == "begins" || isDying_) {
        plugin_ = plugin;
        step_ = text;
    }
    if (kind == "ended") {
        plugin_.clear();
        step_.clear();
    }
    if (kind == "fault") faults[plugin].push_back(text);
    if (kind == "refused") refused[plugin].push_back(text);
    if (kind == "idle") idle[plugin].push_back(text);
    if (kind == "unserved") unserved.push_back(text);
    if (kind == "warning") warnings.push_back(text);
    if (kind == "fatal") fatal.push_back(text);
    if (kind == "route") takeRoute(plugin, text);
    if (kind == "hash") hashes[plugin] = text;
    if (kind == "complete") isComplete_ = true;
}

void ProbeReport::takeRoute(const std::string& plugin, std::string_view words) {
    Route route;
    route.plugin = plugin;
    std::string bodyLimit;
    for (std::string* word :
         {&route.method, &route.path, &route.guard, &route.extraGuard, &route.summary, &bodyLimit}) {
        const std::size_t end = words.find(wordEnd);
        if (end == std::string_view::npos) return;
        *word = words.substr(0, end);
        words.remove_prefix(end + 1);
    }
    std::from_chars(bodyLimit.data(), bodyLimit.data() + bodyLimit.size(), route.bodyLimit);
    routes.push_back(std::move(route));
}

} // namespace portico::host
