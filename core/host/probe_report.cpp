// SPDX-License-Identifier: Apache-2.0
#include "host/probe_report.h"

namespace portico::host {

void ProbeReport::take(std::string_view line) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos) return;
    const std::string_view kind = line.substr(0, first);
    const std::string plugin(line.substr(first + 1, second - first - 1));
    const std::string text(line.substr(second + 1));
    if (kind == "begins") {
        plugin_ = plugin;
        step_ = text;
    }
    if (kind == "ended") {
        plugin_.clear();
        step_.clear();
    }
    if (kind == "fault") faults[plugin].push_back(text);
    if (kind == "hash") hashes[plugin] = text;
    if (kind == "complete") isComplete_ = true;
}

} // namespace portico::host
