// SPDX-License-Identifier: Apache-2.0
// A plugin's shared library in this process. The one user of Boost.DLL. Its constructors run here: whoever calls has
// refused by then all that can be refused from outside. Which file, and how many of them, is decided by Libraries.
//
// A library stays mapped when its Library is gone: a thread, an exit handler or a string of the plugin that outlived destroy
// would be a crash, and unloading buys nothing but a few pages.
#pragma once

#include <portico/abi.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>

namespace portico::loader {

class Library {
public:
    // Throws std::runtime_error whose message is a whole clause.
    explicit Library(const std::filesystem::path& file);
    ~Library();
    Library(Library&&) noexcept;
    Library& operator=(Library&&) noexcept;

    const portico_plugin& entry() const { return *entry_; }
    // The addresses of its code and data: begin, and the first behind them.
    std::pair<std::uintptr_t, std::uintptr_t> range() const;

private:
    class Handle;
    std::unique_ptr<Handle> handle_;
    const portico_plugin* entry_ = nullptr;
};

} // namespace portico::loader
