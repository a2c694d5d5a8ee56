// SPDX-License-Identifier: Apache-2.0
// All plugin libraries that this process has mapped, by content. Outlives all generations: an unchanged library is not mapped
// again, and a replaced one stays mapped, because it is unknown whether anything still refers to it. The number is bounded.
// May be used by any thread.
#pragma once

#include "base/mutex.h"
#include "loader/file/private_copy.h"
#include "loader/manifest/plugin_file.h"
#include "loader/run/library.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace portico::loader {

class Libraries {
public:
    // Copies in memory: for commands, which are short-lived.
    Libraries() = default;
    // Copies in this folder, or in memory if the folder does not permit code, is writable for others or cannot be written.
    explicit Libraries(const std::filesystem::path& cache);

    // Maps the library unless it is already mapped. Throws std::runtime_error with a complete clause as its message.
    std::shared_ptr<const Library> library(const PluginFile& plugin);

    // The next call of library() for this file maps it again; those who have the present library keep it.
    void mapAnew(const PluginFile& plugin);

    bool knows(const PluginFile& plugin) const;
    // Never blocks, even while another library hangs in its constructors.
    std::size_t mapped() const noexcept { return count_; }
    // A sentence: why plugins run from memory despite the folder. Empty if none does, or if the folder does not permit code.
    std::string whyInMemory() const;

    // Refuses more than `most` libraries.
    void limit(std::size_t most) noexcept { most_ = most; }

private:
    static std::shared_ptr<const std::string> bytesOf(const PluginFile& plugin);
    PrivateCopy copyOf(const PluginFile& plugin) PORTICO_REQUIRES(mutex_);
    void mustBeNew(const Library& library) const PORTICO_REQUIRES(mutex_);

    std::optional<CopyFolder> folder_;
    mutable Mutex whyMutex_; // separate, because mutex_ is held while a library is being mapped
    std::string whyInMemory_ PORTICO_GUARDED_BY(whyMutex_);
    mutable Mutex mutex_ PORTICO_ACQUIRED_BEFORE(whyMutex_);
    std::atomic<std::size_t> count_{0}; // of mapped_ and replaced_
    std::map<std::string, std::shared_ptr<const Library>, std::less<>> mapped_ PORTICO_GUARDED_BY(mutex_);
    std::vector<std::shared_ptr<const Library>>
        replaced_ PORTICO_GUARDED_BY(mutex_);           // by another one of the same content
    std::size_t failed_ PORTICO_GUARDED_BY(mutex_) = 0; // possibly mapped, and then permanently
    std::size_t copies_ PORTICO_GUARDED_BY(mutex_) = 0;
    std::atomic<std::size_t> most_{1024};
};

} // namespace portico::loader
