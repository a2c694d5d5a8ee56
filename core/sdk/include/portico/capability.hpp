// SPDX-License-Identifier: Apache-2.0
// Capabilities of one's own: a table of C functions that one plugin provides and others need, in C++ on both sides. Not part of
// <portico/plugin.hpp>. The authors of such plugins share a header with the id and the table, which follows the rules of
// abi/base.h: `size` first, functions with `self` first and `why` last, only C types.
// Threads: a table says so itself; by default [request]. Errors: the provider throws, the caller gets the same status as Error.
//
// Example, the shared header, the provider ("provides": ["acme.search/1"]) and a plugin that needs it ("needs"):
//
//     #define ACME_SEARCH "acme.search/1"
//     struct acme_search {
//         std::uint32_t size, reserved;
//         portico_status (*count)(void* self, portico_str word, std::uint64_t* found, portico_error* why);
//     };
//     struct Search : portico::Plugin {
//         explicit Search(portico::Host) {}
//         std::uint64_t count(std::string_view word) const { return word.size(); }
//         static portico_status countIn(void* self, portico_str word, std::uint64_t* found, portico_error* why) noexcept {
//             return portico::provide<Search>(self, why, [&](Search& own) { *found = own.count(portico::view(word)); });
//         }
//         static constexpr acme_search table{sizeof(acme_search), 0, countIn};
//         const void* ownCapability(std::string_view id) const noexcept override {
//             return id == ACME_SEARCH ? &table : nullptr;
//         }
//     };
//     std::uint64_t countBooks(const portico::Host& host) { // from start() on; the object may be kept
//         std::uint64_t found = 0;
//         portico::NeededCapability<acme_search>(host, ACME_SEARCH).call(&acme_search::count, PORTICO_STR("book"), &found);
//         return found;
//     }
#pragma once

#include <portico/host.hpp>

#include <optional>
#include <utility>

namespace portico {

// The body of a table's function: calls `work(T&)` with the plugin that `self` is, behind an exception barrier.
template <class T, class Work>
portico_status provide(void* self, portico_error* why, Work&& work) noexcept {
    return exceptionBarrier(why, [&] {
        work(*static_cast<T*>(self));
        return PORTICO_OK;
    });
}

// The provider of a needed capability. A few pointers: copy it freely; valid from start() until the end of stop(). `id`: a
// literal, as the manifest lists it, for example "acme.search/1" or "acme.search/1@search_archive".
template <class Table>
class NeededCapability {
public:
    // Throws Error if the manifest does not need `id`, or before start().
    NeededCapability(const Host& host, const char* id) : NeededCapability(host.capability(id), id) {}

    // The same for an id in "wants": nothing if nothing provides it.
    static std::optional<NeededCapability> wanted(const Host& host, const char* id) {
        const auto provider = host.wanted(id);
        return provider ? std::optional(NeededCapability(*provider, id)) : std::nullopt;
    }

    // Calls a function of the table with `args` between `self` and `why`. Throws Error with the status and the reason of the
    // provider; PORTICO_UNSUPPORTED if its table is of an older version without this function.
    template <class... Parameters, class... Args>
    void call(portico_status (*Table::*function)(void*, Parameters...), Args&&... args) const {
        Why why;
        why.check(find(function)(provider_.self, std::forward<Args>(args)..., why.get()));
    }
    // The same for a question: true for PORTICO_OK, false for PORTICO_NOT_FOUND.
    template <class... Parameters, class... Args>
    bool ask(portico_status (*Table::*function)(void*, Parameters...), Args&&... args) const {
        Why why;
        return why.answer(find(function)(provider_.self, std::forward<Args>(args)..., why.get()), PORTICO_NOT_FOUND);
    }

private:
    NeededCapability(portico_provider provider, const char* id) : provider_(provider), id_(id) {}

    template <class Function>
    Function find(Function Table::*function) const {
        const auto* table = static_cast<const Table*>(provider_.table);
        const auto* begin = reinterpret_cast<const char*>(table);
        const auto* end = reinterpret_cast<const char*>(&(table->*function)) + sizeof(Function);
        if (static_cast<std::size_t>(end - begin) > table->size || table->*function == nullptr)
            throw Error(PORTICO_UNSUPPORTED,
                        std::string("the provider of ") + id_ + " is older and lacks this function");
        return table->*function;
    }

    portico_provider provider_;
    const char* id_;
};

} // namespace portico
