// SPDX-License-Identifier: Apache-2.0
// Neither this check nor the linker searches for a library that this process has already loaded. A plugin runs from a private
// copy, so its own $ORIGIN does not work; the $ORIGIN of a library is its folder.
#include "loader/elf/link_check.h"

#include "loader/elf/elf_dynamic.h"

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

namespace portico::loader {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostNamed = 5;

std::string contentOf(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Nothing if the file does not exist or is not for this machine; the linker skips such a file.
std::optional<ElfDynamic> readLibrary(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    const std::string bytes = contentOf(file);
    const ElfReading elf = readElf(bytes);
    if (!elf.problems.empty()) return std::nullopt;
    return readDynamic(*elf.image);
}

// The libraries of this process: name -> file.
std::map<std::string, fs::path, std::less<>> loadedFiles() {
    std::map<std::string, fs::path, std::less<>> files;
    const auto collect = [](struct dl_phdr_info* info, std::size_t, void* to) {
        const fs::path path = info->dlpi_name == nullptr ? "" : info->dlpi_name;
        static_cast<std::map<std::string, fs::path, std::less<>>*>(to)->emplace(path.filename().string(), path);
        return 0;
    };
    ::dl_iterate_phdr(collect, &files);
    return files;
}

std::vector<std::string> parts(std::string_view list, char separator) {
    std::vector<std::string> all;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(separator), list.size());
        if (end > 0) all.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return all;
}

// Expands $ORIGIN. Empty if `folder` contains it and there is no origin.
std::string withOrigin(std::string folder, const fs::path& origin) {
    for (const std::string_view name : {"$ORIGIN", "${ORIGIN}"})
        for (std::size_t at; (at = folder.find(name)) != std::string::npos;) {
            if (origin.empty()) return {};
            folder.replace(at, name.size(), origin.string());
        }
    return folder;
}

struct Object {
    std::string name; // empty: the plugin itself
    fs::path folder;  // $ORIGIN; empty: there is none
    ElfDynamic dynamic;
    const Object* loader = nullptr; // the object that needed it first
};

class Link {
public:
    explicit Link(const LinkPlaces& places) : places_(places), loaded_(loadedFiles()) {}

    std::vector<std::string> check(ElfDynamic plugin) {
        objects_.push_back({"", {}, std::move(plugin), nullptr});
        for (std::size_t i = 0; i < objects_.size(); ++i) // grows during the loop
            for (const std::string& name : objects_[i].dynamic.needed) need(name, objects_[i]);
        checkVersions();
        if (problems_.empty()) checkSymbols();
        return std::move(problems_);
    }

private:
    void need(const std::string& name, const Object& by) {
        if (!seen_.insert(name).second || loaded_.contains(name)) return;
        for (const fs::path& file : candidates(name, by))
            if (auto dynamic = readLibrary(file)) {
                objects_.push_back({name, file.parent_path(), *std::move(dynamic), &by});
                return;
            }
        problems_.push_back(
            "needs " + name + (by.name.empty() ? "" : " for " + by.name) + ", which is not installed; " +
            (isBesideThePlugin(by) ? "$ORIGIN does not work in the private copy from which a plugin runs: install the "
                                     "library in a system folder"
                                   : "install the package that contains it (apt-file search " + name + " finds it)"));
    }

    static bool isBesideThePlugin(const Object& by) {
        return by.name.empty() && (by.dynamic.runpath + by.dynamic.rpath).find("ORIGIN") != std::string::npos;
    }

    // In the search order of ld.so(8).
    std::vector<fs::path> candidates(const std::string& name, const Object& by) const {
        if (name.find('/') != std::string::npos) return {name};
        std::vector<fs::path> files;
        const auto add = [&](const std::string& folder) {
            if (!folder.empty()) files.push_back(fs::path(folder) / name);
        };
        if (by.dynamic.runpath.empty())
            for (const Object* at = &by; at != nullptr; at = at->loader)
                for (const std::string& folder : parts(at->dynamic.rpath, ':')) add(withOrigin(folder, at->folder));
        for (const std::string& folder : parts(places_.libraryPath, ':')) add(folder);
        for (const std::string& folder : parts(by.dynamic.runpath, ':')) add(withOrigin(folder, by.folder));
        for (auto [at, end] = places_.cache.equal_range(name); at != end; ++at) files.push_back(at->second);
        for (const fs::path& folder : places_.folders) add(folder.string());
        return files;
    }

    // Checks only the symbols that the plugin itself needs; system libraries match each other.
    void checkVersions() {
        std::set<std::string> reported;
        for (const ElfDynamic::Version& wanted : objects_.front().dynamic.wanted) {
            const std::vector<std::string>* has = versionsOf(wanted.library);
            if (has == nullptr || std::ranges::find(*has, wanted.version) != has->end()) continue;
            if (reported.insert(wanted.version).second)
                problems_.push_back("was built on a newer system: it needs " + wanted.version + " of " +
                                    wanted.library + "; build it on this system");
        }
    }

    // nullptr if the library is missing, which has already been reported, or has no versions.
    const std::vector<std::string>* versionsOf(const std::string& library) {
        const auto found = std::ranges::find(objects_, library, &Object::name);
        if (found != objects_.end()) return &found->dynamic.versions;
        const auto loaded = loaded_.find(library);
        if (loaded == loaded_.end()) return nullptr;
        const auto [place, isNew] = versions_.try_emplace(library);
        if (isNew)
            if (auto dynamic = readLibrary(loaded->second)) place->second = std::move(dynamic->versions);
        return place->second.empty() ? nullptr : &place->second;
    }

    void checkSymbols() {
        std::set<std::string, std::less<>> defined;
        for (const Object& object : objects_)
            defined.insert(object.dynamic.exports.begin(), object.dynamic.exports.end());
        std::vector<std::string> missing;
        for (const std::string& symbol : objects_.front().dynamic.undefined)
            if (!defined.contains(symbol) && ::dlsym(RTLD_DEFAULT, symbol.c_str()) == nullptr)
                missing.push_back(symbol);
        if (missing.empty()) return;
        std::string names;
        for (std::size_t i = 0; i < std::min(missing.size(), mostNamed); ++i)
            names += (i == 0 ? "" : ", ") + missing[i];
        problems_.push_back(
            "uses " + names + (missing.size() > mostNamed ? ", ..." : "") +
            ", which none of its libraries defines; link it with -Wl,--no-undefined to detect this at build time");
    }

    const LinkPlaces& places_;
    const std::map<std::string, fs::path, std::less<>> loaded_;
    std::deque<Object> objects_; // a deque, because its elements point at each other
    std::set<std::string> seen_;
    std::map<std::string, std::vector<std::string>> versions_; // of loaded libraries
    std::vector<std::string> problems_;
};

} // namespace

LinkPlaces LinkPlaces::ofThisSystem() {
    const char* path = std::getenv("LD_LIBRARY_PATH");
    return {path == nullptr ? "" : path, systemLdCache(), {"/lib64", "/usr/lib64", "/lib", "/usr/lib"}};
}

std::vector<std::string> linkProblems(std::string_view bytes, const LinkPlaces& places) {
    const ElfReading elf = readElf(bytes);
    if (!elf.image || !elf.problems.empty()) return elf.problems;
    return Link(places).check(readDynamic(*elf.image));
}

} // namespace portico::loader
