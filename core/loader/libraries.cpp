// SPDX-License-Identifier: Apache-2.0
#include "loader/libraries.h"

#include "loader/content_hash.h"

#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace portico::loader {

Libraries::Libraries(const std::filesystem::path& cache) : folder_(cache) {
    if (!folder_->mayRun()) folder_.reset();
}

std::shared_ptr<const Library> Libraries::library(const PluginFile& plugin) {
    if (const auto known = mapped_.find(plugin.hash); known != mapped_.end()) return known->second;
    if (mapped_.size() + failed_ >= most_)
        throw std::runtime_error("would be one more than the " + std::to_string(most_) +
                                 " libraries that the server keeps; restart it, or raise plugins.kept");
    PrivateCopy copy = copyOf(plugin);
    try {
        auto library = std::make_shared<const Library>(copy.path());
        mustBeNew(*library);
        mapped_.emplace(plugin.hash, library);
        return library;
    } catch (...) {
        copy.remove();
        ++failed_;
        throw;
    }
}

// One that was judged earlier comes without its bytes.
std::string Libraries::bytesOf(const PluginFile& plugin) {
    std::string bytes = plugin.bytes ? *plugin.bytes : openPlugin(plugin.file, ::geteuid()).bytes;
    if (contentHash(bytes) != plugin.hash)
        throw std::runtime_error("was replaced while it was being loaded; start or reload again");
    return bytes;
}

PrivateCopy Libraries::copyOf(const PluginFile& plugin) {
    const std::string bytes = bytesOf(plugin);
    const std::string name = plugin.id + '-' + plugin.hash.substr(0, 16) + "-g" + std::to_string(++copies_) + ".so";
    return folder_ ? PrivateCopy(*folder_, name, bytes) : PrivateCopy(name, bytes);
}

// The linker's idea of "the same library" is a name or an inode: if it took this one for another, its code is not what was
// checked.
void Libraries::mustBeNew(const Library& library) const {
    if (std::ranges::any_of(mapped_, [&](const auto& one) { return &one.second->entry() == &library.entry(); }))
        throw std::runtime_error("was taken for a library that is loaded already; restart the server");
}

} // namespace portico::loader
