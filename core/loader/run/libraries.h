// SPDX-License-Identifier: Apache-2.0
// Every library of a plugin that this process has mapped, by its content. It outlives all generations: what has not changed is
// not mapped again, and what was replaced stays mapped, because nobody can tell what of it is still referred to. How many there
// may be is bounded. For any thread.
#pragma once

#include "loader/file/private_copy.h"
#include "loader/manifest/plugin_file.h"
#include "loader/run/library.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

namespace portico::loader {

class Libraries {
public:
    // Copies in memory: for commands, which end soon.
    Libraries() = default;
    // Copies in this folder, or in memory if code may not run there, if others may change what is in it, or if it cannot be written.
    explicit Libraries(const std::filesystem::path& cache);

    // Maps it, if it is not mapped already. Throws std::runtime_error whose message is a whole clause.
    std::shared_ptr<const Library> library(const PluginFile& plugin);

    bool knows(const PluginFile& plugin) const;
    // Waits for nobody, even while a library that is being mapped does not return from its constructors.
    std::size_t mapped() const noexcept { return count_; }
    bool isInMemory() const noexcept { return !folder_; }
    // A sentence: why plugins run from memory although the folder was given for them. Empty if none does, or no code may run there.
    std::string whyInMemory() const;

    // More than `most` are refused.
    void limit(std::size_t most) noexcept { most_ = most; }

private:
    static std::string bytesOf(const PluginFile& plugin);
    PrivateCopy copyOf(const PluginFile& plugin);
    void mustBeNew(const Library& library) const;

    std::optional<CopyFolder> folder_;
    mutable std::mutex whyMutex_; // of its own: the other one is held while a library is being mapped
    std::string whyInMemory_;
    mutable std::mutex mutex_;
    std::atomic<std::size_t> count_{0}; // of mapped_
    std::map<std::string, std::shared_ptr<const Library>, std::less<>> mapped_;
    std::size_t failed_ = 0; // mapped perhaps, and then for ever
    std::size_t copies_ = 0;
    std::atomic<std::size_t> most_{1024};
};

} // namespace portico::loader
