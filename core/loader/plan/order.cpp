// SPDX-License-Identifier: Apache-2.0
#include "loader/plan/order.h"

#include <algorithm>

namespace portico::loader {

namespace {

using Ids = std::set<std::string, std::less<>>;
using Nodes = std::map<std::string, const Wired*, std::less<>>;
using Path = std::vector<const Wired*>;

bool isWaiting(const Wired& plugin, const Nodes& left) {
    return std::ranges::any_of(plugin.needs, [&](const Need& need) { return left.contains(need.provider); });
}

// Moves every plugin that waits for nothing in `left` to `released`.
void release(Nodes& left, std::vector<std::string>& released) {
    for (auto at = left.begin(); at != left.end();) {
        if (isWaiting(*at->second, left)) {
            ++at;
            continue;
        }
        released.push_back(at->first);
        left.erase(at);
        at = left.begin();
    }
}

// Every plugin in `left` waits for another one in it, so following the needs leads into a cycle.
Path findCircle(const Nodes& left) {
    Path path;
    const Wired* at = left.begin()->second;
    for (;;) {
        if (const auto seen = std::ranges::find(path, at); seen != path.end()) return {seen, path.end()};
        path.push_back(at);
        const auto next = std::ranges::find_if(at->needs, [&](const Need& n) { return left.contains(n.provider); });
        at = left.find(next->provider)->second;
    }
}

std::string describe(const Path& circle, std::size_t first) {
    std::string text;
    for (std::size_t i = 0; i < circle.size(); ++i) {
        const Wired& plugin = *circle[(first + i) % circle.size()];
        const std::string& next = circle[(first + i + 1) % circle.size()]->id;
        const auto need = std::ranges::find(plugin.needs, next, &Need::provider);
        text += std::string(i == 0 ? "" : ", which ") + (need->isOptional ? "wants " : "needs ") + need->text();
    }
    return text + ": a cycle in which none can start first; remove one of them";
}

} // namespace

Order startOrder(std::span<const Wired> plugins) {
    Nodes left;
    for (const Wired& plugin : plugins) left.emplace(plugin.id, &plugin);
    Order order;
    Ids circular;
    for (release(left, order.start); !left.empty(); release(left, order.start)) {
        const Path circle = findCircle(left);
        for (std::size_t i = 0; i < circle.size(); ++i) {
            order.circular.push_back({circle[i]->id, describe(circle, i)});
            circular.insert(circle[i]->id);
            left.erase(circle[i]->id);
        }
    }
    for (const UnusablePlugin& lost : dependents(plugins, circular)) circular.insert(lost.id);
    std::erase_if(order.start, [&](const std::string& id) { return circular.contains(id); });
    return order;
}

} // namespace portico::loader
