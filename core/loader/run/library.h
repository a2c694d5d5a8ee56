// SPDX-License-Identifier: Apache-2.0
// A plugin's shared library in this process. The only user of Boost.DLL. Its constructors run here: all checks of the file
// must come first. Libraries decides which file is loaded, and how many.
//
// A library stays mapped after its Library is destroyed: a thread, an exit handler or a string of the plugin that outlives
// destroy would otherwise cause a crash, and unloading would only free a few pages.
#pragma once

#include <portico/abi.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>

namespace portico::loader {

class Library {
public:
    // Throws std::runtime_error with a complete clause as its message.
    explicit Library(const std::filesystem::path& file);
    ~Library();
    Library(Library&&) noexcept;
    Library& operator=(Library&&) noexcept;

    const portico_plugin& entry() const { return *entry_; }
    // The addresses of its code and data: begin and end (exclusive).
    std::pair<std::uintptr_t, std::uintptr_t> range() const;

private:
    class Handle;
    std::unique_ptr<Handle> handle_;
    const portico_plugin* entry_ = nullptr;
};

} // namespace portico::loader
