// SPDX-License-Identifier: Apache-2.0
// Hostile manifests: a text is either refused with reasons or yields a manifest with valid ids.
#include "loader/manifest/capability_id.h"
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
    return 0;
}
