// SPDX-License-Identifier: Apache-2.0
#include "loader/run/library.h"

#include "loader/file/load_error.h"

#include <boost/dll/shared_library.hpp>

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <stdexcept>

namespace portico::loader {

namespace {

namespace dll = boost::dll;

// RTLD_NOW, so that a missing function is an error here and does not end the process during a request; RTLD_LOCAL, so that
// no plugin sees another's symbols; RTLD_NODELETE, so that it is never unmapped.
constexpr auto mode =
    static_cast<dll::load_mode::type>(dll::load_mode::rtld_now | dll::load_mode::rtld_local | RTLD_NODELETE);

// Boost puts the linker's message, which names what is missing, between these two texts.
std::string linkerMessage(const std::string& message) {
    constexpr std::string_view begin = "dlerror system message: ";
    const std::size_t at = message.find(begin);
    const std::size_t end = message.rfind("): ");
    if (at == std::string::npos || end == std::string::npos || end < at) return message;
    return message.substr(at + begin.size(), end - at - begin.size());
}

dll::shared_library load(const std::filesystem::path& file) {
    try {
        return dll::shared_library(file.string(), mode); // this overload keeps the linker's message
    } catch (const boost::system::system_error& error) {
        throw std::runtime_error(loadProblem(linkerMessage(error.what()), file.string()));
    }
}

// dlsym also searches the libraries that a plugin needs; an entry found there is not the plugin's own.
bool isOwn(const dll::shared_library& library, const void* address) {
    Dl_info info{};
    void* owner = nullptr;
    struct link_map* own = nullptr;
    return ::dladdr1(address, &info, &owner, RTLD_DL_LINKMAP) != 0 &&
           ::dlinfo(library.native(), RTLD_DI_LINKMAP, static_cast<void*>(&own)) == 0 && owner == own;
}

} // namespace

class Library::Handle {
public:
    explicit Handle(const std::filesystem::path& file) : library_(load(file)) {}

    const portico_plugin* entry() const {
        if (!library_.has("portico_entry")) return nullptr;
        const auto& entry = library_.get<const portico_plugin>("portico_entry");
        return isOwn(library_, &entry) ? &entry : nullptr;
    }

private:
    dll::shared_library library_;
};

Library::Library(const std::filesystem::path& file)
    : handle_(std::make_unique<Handle>(file)), entry_(handle_->entry()) {
    if (entry_ == nullptr) throw std::runtime_error("has no portico_entry of its own");
}

namespace {

struct Range {
    std::uintptr_t of, begin = 0, end = 0;
};

int findRange(struct dl_phdr_info* info, std::size_t, void* search) {
    Range& range = *static_cast<Range*>(search);
    std::uintptr_t begin = UINTPTR_MAX, end = 0;
    for (std::size_t i = 0; i < info->dlpi_phnum; ++i) {
        if (info->dlpi_phdr[i].p_type != PT_LOAD) continue;
        const std::uintptr_t at = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        begin = std::min(begin, at);
        end = std::max(end, at + info->dlpi_phdr[i].p_memsz);
    }
    if (range.of < begin || range.of >= end) return 0;
    range.begin = begin;
    range.end = end;
    return 1;
}

} // namespace

std::pair<std::uintptr_t, std::uintptr_t> Library::range() const {
    Range range{reinterpret_cast<std::uintptr_t>(entry_)};
    ::dl_iterate_phdr(findRange, &range);
    return {range.begin, range.end};
}

Library::~Library() = default;
Library::Library(Library&&) noexcept = default;
Library& Library::operator=(Library&&) noexcept = default;

} // namespace portico::loader
