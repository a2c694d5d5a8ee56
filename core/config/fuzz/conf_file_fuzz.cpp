// SPDX-License-Identifier: Apache-2.0
// Arbitrary bytes as a configuration file: read, checked against the host's keys, and printed; the printed text must read back
// without faults.
#include "config/conf_file.h"
#include "config/draft.h"
#include "config/host_keys.h"
#include "config/show.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::config;

namespace {

Draft draftOf(const ConfFile& file) {
    Draft draft;
    for (const Entry& entry : file.entries)
        draft.assign({entry.path, entry.value, Origin{Level::mainFile, "f", entry.nameAt.line, entry.nameAt.column},
                      Origin{Level::mainFile, "f", entry.valueAt.line, entry.valueAt.column}});
    return draft;
}

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Keys keys = hostKeys();
    const ConfFile file = readConfFile({reinterpret_cast<const char*>(data), size});
    require(!file.error || (file.entries.empty() && isPlainText(file.error->what, false)));
    const Outcome outcome = draftOf(file).check(keys);
    for (const Fault& fault : outcome.faults) require(fault.origin.line > 0 && isPlainText(fault.text(), false));
    const ConfFile shown = readConfFile(showToml(outcome.settings, true));
    require(!shown.error && draftOf(shown).check(keys).ok());
    return 0;
}
