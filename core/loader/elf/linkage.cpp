// SPDX-License-Identifier: Apache-2.0
#include "loader/elf/linkage.h"

#include <link.h>

#include <algorithm>
#include <string_view>

namespace portico::loader {

namespace {

constexpr std::string_view family = "libPoco";

// "libPocoNet.so.80" -> "80": one number for the whole family.
std::string_view pocoVersion(std::string_view name) {
    const std::size_t at = name.find(".so.");
    return name.starts_with(family) && at != std::string_view::npos ? name.substr(at + 4) : std::string_view();
}

int collectName(struct dl_phdr_info* info, std::size_t, void* names) {
    const std::string_view path = info->dlpi_name == nullptr ? "" : info->dlpi_name;
    static_cast<std::vector<std::string>*>(names)->emplace_back(path.substr(path.rfind('/') + 1));
    return 0;
}

} // namespace

std::vector<std::string> linkageProblems(std::span<const std::string> needed, std::span<const std::string> loaded) {
    std::vector<std::string> problems;
    for (const std::string& name : needed) {
        if (name.starts_with("libc++.so"))
            problems.push_back("needs " + name + ", a second C++ standard library; link it with -static-libstdc++");
        const std::string_view version = pocoVersion(name);
        const auto other = std::ranges::find_if(loaded, [&](const std::string& own) {
            return !version.empty() && !pocoVersion(own).empty() && pocoVersion(own) != version;
        });
        if (other != loaded.end())
            problems.push_back("needs " + name + ", but this server runs with " + *other +
                               "; build it against this server's version, or link that library statically");
    }
    return problems;
}

std::vector<std::string> loadedLibraries() {
    std::vector<std::string> names;
    ::dl_iterate_phdr(collectName, &names);
    return names;
}

} // namespace portico::loader
