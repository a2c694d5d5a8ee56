// SPDX-License-Identifier: Apache-2.0
#include "loader/run/libraries.h"

#include "loader/file/content_hash.h"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace portico::loader {

Libraries::Libraries(const std::filesystem::path& cache) {
    try {
        folder_.emplace(cache);
        if (!folder_->mayRun()) folder_.reset();
    } catch (const std::runtime_error& error) {
        whyInMemory_ = std::string(error.what()) + "; until the next start plugins run from copies in memory";
    }
}

std::shared_ptr<const Library> Libraries::library(const PluginFile& plugin) {
    const MutexLock lock(mutex_);
    if (const auto known = mapped_.find(plugin.hash); known != mapped_.end()) return known->second;
    if (count_ + failed_ >= most_)
        throw std::runtime_error("would exceed the limit of " + std::to_string(most_) +
                                 " libraries that the server keeps; restart it, or raise plugins.kept");
    PrivateCopy copy = copyOf(plugin);
    try {
        auto library = std::make_shared<const Library>(copy.path());
        mustBeNew(*library);
        mapped_.emplace(plugin.hash, library);
        ++count_;
        return library;
    } catch (...) {
        copy.remove();
        ++failed_;
        throw;
    }
}

void Libraries::mapAnew(const PluginFile& plugin) {
    const MutexLock lock(mutex_);
    const auto known = mapped_.find(plugin.hash);
    if (known == mapped_.end()) return;
    replaced_.push_back(std::move(known->second));
    mapped_.erase(known);
}

bool Libraries::knows(const PluginFile& plugin) const {
    const MutexLock lock(mutex_);
    return mapped_.contains(plugin.hash);
}

// A plugin from the inspection cache may come without its bytes.
std::shared_ptr<const std::string> Libraries::bytesOf(const PluginFile& plugin) {
    if (plugin.bytes) return plugin.bytes;
    auto bytes = std::make_shared<const std::string>(openPlugin(plugin.file, ::geteuid()).bytes);
    if (contentHash(*bytes) != plugin.hash)
        throw std::runtime_error("was replaced while it was being loaded; start or reload again");
    return bytes;
}

PrivateCopy Libraries::copyOf(const PluginFile& plugin) {
    const std::shared_ptr<const std::string> bytes = bytesOf(plugin);
    const std::string name = plugin.id + '-' + plugin.hash.substr(0, 16) + "-g" + std::to_string(++copies_) + ".so";
    if (!folder_) return {name, *bytes};
    try {
        return {*folder_, name, *bytes};
    } catch (const std::runtime_error& error) { // a full disk must not prevent loading
        const MutexLock lock(whyMutex_);
        whyInMemory_ = plugin.id + ' ' + error.what() + "; it runs from a copy in memory";
        return {name, *bytes};
    }
}

std::string Libraries::whyInMemory() const {
    const MutexLock lock(whyMutex_);
    return whyInMemory_;
}

// The linker identifies libraries by name or inode: if it took this one for another, the code is not what was checked.
void Libraries::mustBeNew(const Library& library) const {
    const auto isSame = [&](const std::shared_ptr<const Library>& one) { return &one->entry() == &library.entry(); };
    if (std::ranges::any_of(replaced_, isSame) ||
        std::ranges::any_of(mapped_, [&](const auto& one) { return isSame(one.second); }))
        throw std::runtime_error("was mistaken for a library that is already loaded; restart the server");
}

} // namespace portico::loader
