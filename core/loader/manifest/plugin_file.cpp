// SPDX-License-Identifier: Apache-2.0
// Continues after a problem as far as possible: the author of a plugin needs all problems at once, and the manifest of a
// refused plugin shows which plugins depend on it.
#include "loader/manifest/plugin_file.h"

#include "loader/elf/elf_dynamic.h"
#include "loader/elf/elf_note.h"
#include "loader/elf/linkage.h"
#include "loader/file/content_hash.h"
#include "loader/manifest/capability_id.h"

#include <algorithm>

namespace portico::loader {

namespace {

constexpr std::string_view entryName = "portico_entry";
constexpr std::size_t mostNamed = 3;

void add(std::vector<std::string>& problems, std::vector<std::string> more) {
    problems.insert(problems.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), mostNamed); ++i) text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > mostNamed ? text + ", ..." : text;
}

void checkName(PluginFile& plugin) {
    if (!isPluginId(plugin.id))
        plugin.problems.emplace_back("is not named after an id ([a-z][a-z0-9_]*, at most 64 characters); rename it");
    else if (plugin.manifest && !plugin.manifest->id.empty() && plugin.manifest->id != plugin.id)
        plugin.problems.push_back(wrongName(*plugin.manifest));
}

void checkExports(PluginFile& plugin) {
    std::vector<std::string> others = plugin.exports;
    if (std::erase(others, entryName) == 0)
        plugin.problems.push_back("does not export " + std::string(entryName) + "; end its source with PORTICO_ENTRY");
    if (!others.empty())
        plugin.problems.push_back("exports " + listed(others) + " besides " + std::string(entryName) +
                                  "; link it with portico_add_plugin or with the version script plugin.map");
}

// False if this is not a plugin at all.
bool readNote(const ElfImage& image, PluginFile& plugin) {
    const std::vector<std::string> notes = porticoNotes(image);
    if (notes.size() == 1) {
        ManifestReading reading = readManifest(notes.front());
        plugin.manifest = std::move(reading.manifest);
        add(plugin.problems, std::move(reading.problems));
    } else if (notes.empty()) {
        plugin.problems.emplace_back("is not a Portico plugin: it has no note with a manifest; remove it, or put "
                                     "PORTICO_MANIFEST into its source");
    } else {
        plugin.problems.emplace_back("has more than one manifest; keep one PORTICO_MANIFEST");
    }
    return !notes.empty();
}

void readContent(std::string_view bytes, PluginFile& plugin) {
    ElfReading elf = readElf(bytes);
    const bool isRunnable = elf.problems.empty();
    add(plugin.problems, std::move(elf.problems));
    if (!elf.image) return;
    const std::size_t before = plugin.problems.size();
    if (!readNote(*elf.image, plugin)) {
        // A truncated file, or one for another machine, does not show whether it was a plugin.
        if (!isRunnable) plugin.problems.resize(before);
        return;
    }
    if (!isRunnable) return;
    ElfDynamic dynamic = readDynamic(*elf.image);
    plugin.exports = std::move(dynamic.exports);
    plugin.libraries = std::move(dynamic.needed);
    if (dynamic.problems.empty()) checkExports(plugin);
    add(plugin.problems, std::move(dynamic.problems));
    add(plugin.problems, linkageProblems(plugin.libraries, loadedLibraries()));
}

} // namespace

std::string wrongName(const Manifest& manifest) {
    return "says that its id is \"" + manifest.id + "\"; call the file " + manifest.id + ".so or correct the id";
}

PluginFile inspect(const std::filesystem::path& file, uid_t owner) {
    PluginFile plugin{.file = file, .id = file.stem().string()};
    OpenedFile opened = openPlugin(file, owner);
    const bool wasRead = opened.problems.empty() || !opened.bytes.empty();
    plugin.problems = std::move(opened.problems);
    if (wasRead) {
        plugin.hash = contentHash(opened.bytes);
        plugin.bytes = std::make_shared<const std::string>(std::move(opened.bytes));
        readContent(*plugin.bytes, plugin);
    }
    checkName(plugin);
    return plugin;
}

} // namespace portico::loader
