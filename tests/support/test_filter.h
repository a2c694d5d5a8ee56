// SPDX-License-Identifier: Apache-2.0
// The tables of filters for tests of plugins: the test fills in the head of an answer, passes get() to the filter, and reads what
// became of it. Enforces that nothing is set that cannot be sent; which headers a filter must not change is up to the host.
#pragma once

#include "support/test_exchange.h"

#include <portico/filter.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace portico::test {

class TestRewrite {
public:
    std::optional<std::string> target; // the last one
    portico_rewrite* get() noexcept { return &c_; }

private:
    static portico_status to(portico_rewrite* rewrite, portico_str target) noexcept {
        return exceptionBarrier(nullptr, [&] {
            if (target.len == 0 || *target.ptr != '/') return PORTICO_INVALID;
            static_cast<TestRewrite*>(rewrite->ctx)->target = view(target);
            return PORTICO_OK;
        });
    }
    portico_rewrite c_{sizeof(portico_rewrite), 0, this, to};
};

class TestHead {
public:
    TestExchange::Fields headers;
    std::vector<std::string> denied; // names, in lower case, that the host keeps
    int status() const noexcept { return c_.status; }
    void status(int code) noexcept { c_.status = code; }
    portico_head* get() noexcept { return &c_; }

    // All values of that name, joined with "|".
    std::string header(std::string_view name) const {
        std::string all;
        for (const auto& [one, value] : headers)
            if (isSame(one, name)) all += (all.empty() ? "" : "|") + value;
        return all;
    }

private:
    static char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
    static bool isSame(std::string_view a, std::string_view b) noexcept {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
    }
    static TestHead& of(const portico_head* head) noexcept { return *static_cast<TestHead*>(head->ctx); }

    static portico_status find(const portico_head* head, portico_str name, std::size_t index,
                               portico_str* value) noexcept {
        for (const auto& [one, text] : of(head).headers)
            if (isSame(one, view(name)) && index-- == 0) return *value = str(text), PORTICO_OK;
        return PORTICO_NOT_FOUND;
    }
    static portico_status at(const portico_head* head, std::size_t index, portico_str* name,
                             portico_str* value) noexcept {
        if (index >= of(head).headers.size()) return PORTICO_NOT_FOUND;
        *name = str(of(head).headers[index].first);
        *value = str(of(head).headers[index].second);
        return PORTICO_OK;
    }
    static portico_status setStatus(portico_head* head, std::int32_t status) noexcept {
        if (status < 200 || status > 599) return PORTICO_INVALID;
        head->status = status;
        return PORTICO_OK;
    }
    static bool isDenied(const portico_head* head, portico_str name) {
        const auto& denied = of(head).denied;
        return std::any_of(denied.begin(), denied.end(),
                           [&](const std::string& one) { return isSame(one, view(name)); });
    }
    static portico_status add(portico_head* head, portico_str name, portico_str value) noexcept {
        return exceptionBarrier(nullptr, [&] {
            if (view(value).find_first_of("\r\n") != std::string_view::npos || name.len == 0) return PORTICO_INVALID;
            if (isDenied(head, name)) return PORTICO_DENIED;
            of(head).headers.emplace_back(view(name), view(value));
            return PORTICO_OK;
        });
    }
    static portico_status set(portico_head* head, portico_str name, portico_str value) noexcept {
        const std::string kept(view(value)); // it may be in the header that is replaced
        if (!isDenied(head, name)) erase(head, name);
        return add(head, name, str(kept));
    }
    static portico_status remove(portico_head* head, portico_str name) noexcept {
        if (of(head).header(view(name)).empty()) return PORTICO_NOT_FOUND;
        if (isDenied(head, name)) return PORTICO_DENIED;
        erase(head, name);
        return PORTICO_OK;
    }
    static void erase(portico_head* head, portico_str name) noexcept {
        auto& all = of(head).headers;
        all.erase(
            std::remove_if(all.begin(), all.end(), [&](const auto& one) { return isSame(one.first, view(name)); }),
            all.end());
    }

    portico_head c_{sizeof(portico_head), 200, this, find, at, setStatus, set, add, remove};
};

} // namespace portico::test
