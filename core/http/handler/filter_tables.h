// SPDX-License-Identifier: Apache-2.0
// The tables through which a filter rewrites the path of a request and changes the head of an answer: the other argument of a
// filter's function, besides the exchange. Under serve --dev they check who calls them, like exchanges.
#pragma once

#include "http/exchange/exchange.h"
#include "http/exchange/head_rules.h"
#include "http/handler/plugin_exchange.h"

#include <atomic>
#include <memory>
#include <thread>

namespace portico::http {

// What both tables have in common: whose they are, and until when.
class FilterTable {
public:
    FilterTable(Exchange& x, portico_exchange& shown, std::string_view plugin)
        : x_(x), shown_(shown), plugin_(x.snapshot.exchanges ? plugin : std::string_view()) {}
    FilterTable(const FilterTable&) = delete;
    FilterTable& operator=(const FilterTable&) = delete;
    void end() noexcept { ended_ = true; }

protected:
    ~FilterTable() = default;
    void mustAllow(std::string_view function) const noexcept;

    Exchange& x_;
    portico_exchange& shown_; // what the filter sees of it

private:
    const std::string plugin_; // empty: not checked
    const std::thread::id thread_ = std::this_thread::get_id();
    std::atomic<bool> ended_{false};
};

class RewriteTable final : public FilterTable {
public:
    RewriteTable(Exchange& x, portico_exchange& shown, std::string_view plugin);
    portico_rewrite* get() noexcept { return &c_; }

private:
    static portico_status to(portico_rewrite* rewrite, portico_str target) noexcept;
    portico_rewrite c_;
};

class HeadTable final : public FilterTable {
public:
    // The functions of `shown` that change the answer return PORTICO_INVALID from now on.
    HeadTable(Exchange& x, portico_exchange& shown, std::string_view plugin);
    portico_head* get() noexcept { return &c_; }

private:
    struct Calls;
    portico_head c_;
};

// The arguments of one call of a filter.
template <class Table>
class FilterArguments {
public:
    FilterArguments(Exchange& x, const std::string& plugin) : exchange_(x, plugin) {
        if (!x.snapshot.exchanges) {
            own_.emplace(x, *exchange_.get(), plugin);
            return;
        }
        kept_ = std::make_shared<Table>(x, *exchange_.get(), plugin);
        x.snapshot.exchanges->keep(kept_);
    }
    ~FilterArguments() {
        if (kept_) kept_->end();
    }
    FilterArguments(const FilterArguments&) = delete;
    FilterArguments& operator=(const FilterArguments&) = delete;

    portico_exchange& exchange() noexcept { return *exchange_.get(); }
    auto& table() noexcept { return kept_ ? *kept_->get() : *own_->get(); }

private:
    PluginExchange exchange_;
    std::optional<Table> own_;
    std::shared_ptr<Table> kept_; // under serve --dev
};

} // namespace portico::http
