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
    // `plugin`: empty: not checked.
    FilterTable(Exchange& x, portico_exchange& shown, std::string_view plugin)
        : x_(x),
          shown_(shown),
          plugin_(plugin),
          thread_(plugin.empty() ? std::thread::id() : std::this_thread::get_id()) {}
    FilterTable(const FilterTable&) = delete;
    FilterTable& operator=(const FilterTable&) = delete;
    void end() noexcept { ended_ = true; }

protected:
    ~FilterTable() = default;
    void mustAllow(std::string_view function) const noexcept;

    Exchange& x_;
    portico_exchange& shown_; // what the filter sees of it

private:
    const std::string plugin_;
    const std::thread::id thread_;
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

// The arguments of the calls of one phase: made once, but under serve --dev for each filter, so that a late call is named.
template <class Table>
class FilterArguments {
public:
    explicit FilterArguments(Exchange& x) : x_(x) {}
    ~FilterArguments() {
        if (kept_) kept_->end();
    }
    FilterArguments(const FilterArguments&) = delete;
    FilterArguments& operator=(const FilterArguments&) = delete;

    // Call it before each filter.
    void prepareFor(const std::string& plugin) {
        if (x_.snapshot.exchanges) return prepareChecked(plugin);
        if (exchange_) return;
        exchange_.emplace(x_, plugin);
        own_.emplace(x_, *exchange_->get(), std::string_view());
    }
    portico_exchange& exchange() noexcept { return *exchange_->get(); }
    auto& table() noexcept { return kept_ ? *kept_->get() : *own_->get(); }

private:
    void prepareChecked(const std::string& plugin) {
        if (kept_) kept_->end();
        exchange_.emplace(x_, plugin);
        kept_ = std::make_shared<Table>(x_, *exchange_->get(), plugin);
        x_.snapshot.exchanges->keep(kept_);
    }

    Exchange& x_;
    std::optional<PluginExchange> exchange_;
    std::optional<Table> own_;
    std::shared_ptr<Table> kept_; // under serve --dev
};

} // namespace portico::http
