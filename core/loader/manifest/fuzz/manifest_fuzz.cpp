// SPDX-License-Identifier: Apache-2.0
// Hostile manifests: a text is either refused with reasons or yields a manifest with valid ids, whose settings are keys with
// valid defaults or are refused with reasons.
#include "config/draft.h"
#include "config/show.h"
#include "loader/manifest/capability_id.h"
#include "loader/manifest/capability_need.h"
#include "loader/manifest/manifest.h"

#include <cstddef>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace portico::loader;
    const auto reading = readManifest(std::string(reinterpret_cast<const char*>(data), size));
    if (!reading.problems.empty()) return 0;
    if (!reading.manifest || !isPluginId(reading.manifest->id)) __builtin_trap();
    for (const std::string& capability : reading.manifest->provides)
        if (!isCapabilityId(capability)) __builtin_trap();
    for (const auto* needs : {&reading.manifest->needs, &reading.manifest->wants})
        for (const std::string& text : *needs)
            if (const CapabilityNeed needed = readNeed(text);
                !isCapabilityId(needed.capability) || (!needed.provider.empty() && !isPluginId(needed.provider)))
                __builtin_trap();
    for (const NeededPlugin& plugin : reading.manifest->neededPlugins)
        if (!isPluginId(plugin.id)) __builtin_trap();
    portico::config::Keys keys;
    if (!keys.addPlugin(reading.manifest->id, reading.manifest->settings).empty()) return 0;
    const auto outcome = portico::config::Draft().check(keys);
    if (!outcome.ok() || portico::config::showJson(outcome.settings).empty()) __builtin_trap();
    return 0;
}
