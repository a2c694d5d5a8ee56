// SPDX-License-Identifier: Apache-2.0
#include "host/tasks/task_records.h"

#include <algorithm>
#include <vector>

namespace portico::host {

const TaskRecord* TaskRecords::find(std::string_view plugin, std::string_view name) const noexcept {
    const auto ofPlugin = all_.find(plugin);
    if (ofPlugin == all_.end()) return nullptr;
    const auto record = ofPlugin->second.find(name);
    return record == ofPlugin->second.end() ? nullptr : &record->second;
}

void TaskRecords::prune(const std::string& plugin, const std::function<bool(const std::string& name)>& isOver) {
    OfPlugin& ofPlugin = all_[plugin];
    std::vector<OfPlugin::iterator> over;
    for (auto at = ofPlugin.begin(); at != ofPlugin.end(); ++at)
        if (!at->second.isRunning && isOver(at->first)) over.push_back(at);
    std::ranges::sort(over, std::greater<>(), [](const auto& one) { return one->second.began; });
    for (std::size_t i = mostEnded; i < over.size(); ++i) ofPlugin.erase(over[i]);
}

} // namespace portico::host
