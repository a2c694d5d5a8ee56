// SPDX-License-Identifier: Apache-2.0
// Arbitrary text as a stored hash is either refused with a reason or within all caps.
#include "passwords/hash_kind.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace portico::passwords;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const HashReading reading = readHash(text);
    if (reading.kind.has_value() != reading.fault.empty()) std::abort();
    if (!reading.kind) return 0;
    const HashCaps caps;
    if (size > caps.length || text.find('\0') != std::string_view::npos) std::abort();
    if (reading.kind->memoryKiB > caps.argon2MemoryKiB || reading.kind->work > caps.sha2Rounds) std::abort();
    if (reading.kind->cost() == 0 || reading.kind->cost() > 10'000'000) std::abort();
    return 0;
}
