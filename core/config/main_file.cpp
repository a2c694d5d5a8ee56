// SPDX-License-Identifier: Apache-2.0
// Writes the main file from the table of the host's keys.
#include "config/main_file.h"

#include "config/host_keys.h"

namespace portico::config {

namespace {

constexpr std::string_view head =
    R"(# Portico: the main configuration file. Every key is listed with its default; remove the leading # to change it.
# Durations need a unit (s, m, h, d), and so do sizes (B, KiB, MiB, GiB).
# Later layers override this file, in this order: conf.d/*.toml, plugins.d/ID.toml, credentials, PORTICO_... variables, --set.
# A change takes effect at a reload ("portico reload"), unless the key says that it needs a restart.
# Check a change with "portico check"; show the effective values and their origin with "portico config show --origin".
)";

std::string limits(const Key& key) {
    const bool limited = !key.least.empty() && !key.most.empty();
    if (key.type == Type::choice) return " (" + expectation(key) + ')';
    return limited ? " (" + key.least + " to " + key.most + ')' : "";
}

std::string keyText(const Key& key) {
    std::string text = "# " + key.sentence + limits(key) + '\n';
    if (key.applies == Applies::atRestart) text += "# Takes effect at a restart.\n";
    if (key.defaultText.empty() && !key.example.empty())
        text += "# Example: " + std::string(lastPart(key.name)) + " = " + tomlText(key, exampleValue(key)) + '\n';
    return text + '#' + std::string(lastPart(key.name)) + " = " + tomlText(key, key.defaultValue) + '\n';
}

std::string sectionHead(const std::string& section) {
    return "\n# " + std::string(sectionSentence(section)) + "\n[" + section + "]\n";
}

std::string tableText(const Key& key) {
    return sectionHead(key.name) + "# " + key.sentence + "\n#" + key.example + '\n';
}

} // namespace

std::string mainFileText() {
    std::string text(head);
    std::string tables; // printed last: a key that follows a table would belong to it
    std::string section;
    const Keys keys = hostKeys();
    for (const Key& key : keys.all()) {
        if (key.type == Type::table) {
            tables += tableText(key);
            continue;
        }
        const std::string keySection = key.name.substr(0, key.name.rfind('.'));
        if (keySection != section) text += sectionHead(keySection);
        section = keySection;
        text += keyText(key);
    }
    return text + tables;
}

} // namespace portico::config
