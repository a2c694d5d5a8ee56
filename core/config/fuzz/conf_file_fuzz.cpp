// SPDX-License-Identifier: Apache-2.0
// Arbitrary bytes as a configuration file: read, checked against the keys of the host and of a plugin, and printed; the printed text must read back
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

Keys allKeys() {
    Keys keys = hostKeys();
    const std::vector<Declaration> settings{
        {.name = "a", .type = Type::number, .defaultText = "0.5", .least = "-1", .sentence = "S."},
        {.name = "b", .type = Type::list, .item = Type::integer, .mostEntries = 9, .sentence = "S."},
        {.name = "c", .type = Type::list, .item = Type::duration, .sentence = "S."},
        {.name = "d",
         .type = Type::section,
         .fields = {{.name = "e", .sentence = "S.", .secret = true}},
         .sentence = "S."},
        {.name = "f",
         .type = Type::rows,
         .mostEntries = 9,
         .fields = {{.name = "g", .required = true, .sentence = "S."},
                    {.name = "h", .type = Type::choice, .defaultText = "i", .choices = {"i", "j"}, .sentence = "S."}},
         .sentence = "S."}};
    if (!keys.addPlugin("p", settings).empty()) std::abort();
    return keys;
}

void require(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Keys keys = allKeys();
    const ConfFile file = readConfFile({reinterpret_cast<const char*>(data), size});
    require(!file.error || (file.entries.empty() && isPlainText(file.error->what, false)));
    const Outcome outcome = draftOf(file).check(keys);
    for (const Fault& fault : outcome.faults) require(fault.origin.line > 0 && isPlainText(fault.text(), false));
    const ConfFile shown = readConfFile(showToml(outcome.settings, true));
    require(!shown.error && draftOf(shown).check(keys).ok());
    return 0;
}
