// SPDX-License-Identifier: Apache-2.0
// What `portico serve --dev` checks: that plugins call the functions of the host on the right thread and within their life. A
// checked table stands in front of the real one and is kept when the real one is gone, so that a late call is named instead of
// crashing somewhere. Without --dev there is no such table, and nothing is checked.
#pragma once

#include "base/mutex.h"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <memory>
#include <string_view>

namespace portico::capabilities {

// Writes to standard error that the plugin called this function, on which thread and in which circumstances ("after its stop").
// Then ends the process.
[[noreturn]] void endForMisuse(std::string_view plugin, std::string_view function,
                               std::string_view circumstances) noexcept;

// Keeps checked tables after their end. Any thread.
class KeptTables {
public:
    explicit KeptTables(std::size_t most = 4096) : most_(most) {}
    // Forgets the oldest table if there are too many.
    void keep(std::shared_ptr<const void> table) {
        const MutexLock lock(mutex_);
        tables_.push_back(std::move(table));
        if (tables_.size() > most_) tables_.pop_front();
    }

private:
    const std::size_t most_;
    Mutex mutex_;
    std::deque<std::shared_ptr<const void>> tables_ PORTICO_GUARDED_BY(mutex_);
};

// A string literal as a template argument.
template <std::size_t size>
struct FunctionName {
    constexpr FunctionName(const char (&name)[size]) { std::copy_n(name, size, text); }
    char text[size];
};

// The checked version of a function of a C table. `Checked` has: static of(first argument), mustAllow(function), which ends the
// process if the call is not allowed, and real(), which finds the real table and its first argument.
template <class Checked, class Function>
struct CheckedCall;

template <class Checked, class Result, class First, class... Rest>
struct CheckedCall<Checked, Result (*)(First, Rest...)> {
    template <auto member, FunctionName name>
    static Result call(First first, Rest... rest) noexcept {
        const Checked& checked = Checked::of(first);
        checked.mustAllow(name.text);
        const auto [table, self] = checked.real();
        return (table->*member)(self, rest...);
    }
};

// An initializer for `member` of the checked table.
#define PORTICO_CHECKED_CALL(Checked, Table, member)                                                                   \
    capabilities::CheckedCall<Checked, decltype(Table::member)>::template call<&Table::member, #member>

} // namespace portico::capabilities
