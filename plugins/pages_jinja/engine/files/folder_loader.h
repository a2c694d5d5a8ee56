// SPDX-License-Identifier: Apache-2.0
// Templates as files: the name is the path below a folder. The first folder that contains the file wins. Never reads outside the
// folders, whatever a template name or a symbolic link says.
#pragma once

#include "engine/files/loader.h"
#include "engine/value/render_limits.h"

#include <filesystem>
#include <vector>

namespace pages_jinja {

class FolderLoader : public Loader {
public:
    explicit FolderLoader(std::vector<std::filesystem::path> folders, std::size_t mostBytes = Limits().templateBytes)
        : folders_(std::move(folders)), mostBytes_(mostBytes) {}

    std::optional<Stamp> stamp(std::string_view name) const override;
    std::optional<Source> load(std::string_view name) const override;

    // Relative, and no component is empty or begins with a dot: no hidden files, no way up.
    static bool isName(std::string_view name);

private:
    std::vector<std::filesystem::path> folders_;
    std::size_t mostBytes_;
};

} // namespace pages_jinja
