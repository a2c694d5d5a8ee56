// SPDX-License-Identifier: Apache-2.0
// Every library of a plugin that this process has mapped, by its content. It outlives all generations: what has not changed is
// not mapped again, and what was replaced stays mapped, because nobody can tell what of it is still referred to. How many there
// may be is bounded. Used by one thread at a time.
#pragma once

#include "loader/library.h"
#include "loader/plugin_file.h"
#include "loader/private_copy.h"

#include <map>
#include <memory>
#include <optional>

namespace portico::loader {

class Libraries {
public:
    // Copies in memory: for commands, which end soon.
    Libraries() = default;
    // Copies in this folder, if code may run there. Throws std::runtime_error.
    explicit Libraries(const std::filesystem::path& cache);

    // Maps it, if it is not mapped already. Throws std::runtime_error whose message is a whole clause.
    std::shared_ptr<const Library> library(const PluginFile& plugin);

    bool knows(const PluginFile& plugin) const { return mapped_.contains(plugin.hash); }
    std::size_t mapped() const noexcept { return mapped_.size(); }
    bool isInMemory() const noexcept { return !folder_; }

    // More than `most` are refused.
    void limit(std::size_t most) noexcept { most_ = most; }

private:
    static std::string bytesOf(const PluginFile& plugin);
    PrivateCopy copyOf(const PluginFile& plugin);
    void mustBeNew(const Library& library) const;

    std::optional<CopyFolder> folder_;
    std::map<std::string, std::shared_ptr<const Library>, std::less<>> mapped_;
    std::size_t failed_ = 0; // mapped perhaps, and then for ever
    std::size_t copies_ = 0;
    std::size_t most_ = 1024;
};

} // namespace portico::loader
