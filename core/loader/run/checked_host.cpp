// SPDX-License-Identifier: Apache-2.0
#include "loader/run/checked_host.h"

#include <portico/error.hpp>

namespace portico::loader {

namespace {

// The functions that are [request] and not [any].
bool needsAStartedPlugin(std::string_view function) {
    return function == "capability" || function == "hash" || function == "verify";
}

} // namespace

CheckedHost::CheckedHost(const portico_host& real, std::string plugin)
    : real_(real), plugin_(std::move(plugin)), c_(real) {
    static_assert(sizeof(portico_host) == 120, "a new function of portico_host is checked here, too");
    c_.ctx = this;
    c_.log = PORTICO_CHECKED_CALL(CheckedHost, portico_host, log);
    c_.setting = PORTICO_CHECKED_CALL(CheckedHost, portico_host, setting);
    c_.capability = PORTICO_CHECKED_CALL(CheckedHost, portico_host, capability);
    c_.service = service;
    c_.now = PORTICO_CHECKED_CALL(CheckedHost, portico_host, now);
    c_.state_directory = PORTICO_CHECKED_CALL(CheckedHost, portico_host, state_directory);
    c_.page_directories = PORTICO_CHECKED_CALL(CheckedHost, portico_host, page_directories);
    c_.default_access = PORTICO_CHECKED_CALL(CheckedHost, portico_host, default_access);
    c_.setting_value = PORTICO_CHECKED_CALL(CheckedHost, portico_host, setting_value);
}

// A capability before start is refused by the real table, with a status.
void CheckedHost::mustAllow(std::string_view function) const noexcept {
    const Stage stage = stage_;
    if (stage == Stage::destroyed) capabilities::endForMisuse(plugin_, function, "after its destroy");
    if (!needsAStartedPlugin(function)) return;
    if (stage == Stage::stopped) capabilities::endForMisuse(plugin_, function, "after its stop");
    if (stage == Stage::created && function != "capability")
        capabilities::endForMisuse(plugin_, function, "before its start");
}

const void* CheckedHost::service(const portico_host* host, const char* id) noexcept {
    CheckedHost& self = of(host);
    self.mustAllow("service");
    const void* table = self.real_.service(&self.real_, id);
    exceptionBarrier(nullptr, [&] {
        if (table == nullptr) return PORTICO_OK;
        if (std::string_view(id) == PORTICO_PASSWORDS)
            table = self.passwords(*static_cast<const portico_passwords*>(table));
        else if (std::string_view(id) == PORTICO_STATE)
            table = self.state(*static_cast<const portico_state*>(table));
        return PORTICO_OK;
    });
    return table;
}

const void* CheckedHost::passwords(const portico_passwords& table) {
    using Checked = Service<portico_passwords>;
    const MutexLock lock(mutex_);
    if (passwords_) return &passwords_->c;
    portico_passwords& c = passwords_.emplace(Checked{*this, table, table}).c;
    static_assert(sizeof c == 48, "a new function of portico_passwords is checked here, too");
    c.ctx = &*passwords_;
    c.hash = PORTICO_CHECKED_CALL(Checked, portico_passwords, hash);
    c.verify = PORTICO_CHECKED_CALL(Checked, portico_passwords, verify);
    c.acceptable = PORTICO_CHECKED_CALL(Checked, portico_passwords, acceptable);
    c.cost = PORTICO_CHECKED_CALL(Checked, portico_passwords, cost);
    return &c;
}

const void* CheckedHost::state(const portico_state& table) {
    using Checked = Service<portico_state>;
    const MutexLock lock(mutex_);
    if (state_) return &state_->c;
    portico_state& c = state_.emplace(Checked{*this, table, table}).c;
    static_assert(sizeof c == 72, "a new function of portico_state is checked here, too");
    c.ctx = &*state_;
    c.put = PORTICO_CHECKED_CALL(Checked, portico_state, put);
    c.add = PORTICO_CHECKED_CALL(Checked, portico_state, add);
    c.replace = PORTICO_CHECKED_CALL(Checked, portico_state, replace);
    c.get = PORTICO_CHECKED_CALL(Checked, portico_state, get);
    c.remove = PORTICO_CHECKED_CALL(Checked, portico_state, remove);
    c.count = PORTICO_CHECKED_CALL(Checked, portico_state, count);
    c.list = PORTICO_CHECKED_CALL(Checked, portico_state, list);
    return &c;
}

} // namespace portico::loader
