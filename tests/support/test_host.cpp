// SPDX-License-Identifier: Apache-2.0
// The functions of the portico_host that tests pass to plugins.
#include "support/test_host.h"

namespace portico::test {

namespace {

// A readable "hash": tests check who asks for it and how the answer is used.
constexpr std::string_view scheme = "$test$";

bool mayBePassword(portico_str password) {
    return password.len > 0 && password.len <= 1024 && view(password).find('\0') == std::string_view::npos;
}

bool isBusy(void* ctx) { return static_cast<TestHost*>(ctx)->passwordsBusy; }

portico_status hash(void* ctx, portico_str password, const portico_sink* out, portico_error* why) {
    if (!mayBePassword(password)) return explain(why, "a password is 1 to 1024 bytes without NUL"), PORTICO_INVALID;
    if (isBusy(ctx)) return explain(why, "too many are hashing"), PORTICO_UNAVAILABLE;
    const std::string text = std::string(scheme).append(view(password));
    return out->write(out->ctx, str(text));
}

portico_status verify(void* ctx, portico_str password, portico_str hash, portico_str, std::uint32_t* upgrade,
                      portico_error* why) {
    if (!mayBePassword(password)) return PORTICO_DENIED;
    if (isBusy(ctx)) return explain(why, "too many are hashing"), PORTICO_UNAVAILABLE;
    if (upgrade != nullptr) *upgrade = 0;
    return view(hash) == std::string(scheme).append(view(password)) ? PORTICO_OK : PORTICO_DENIED;
}

portico_status acceptable(void*, portico_str hash, portico_error* why) {
    if (view(hash).starts_with(scheme)) return PORTICO_OK;
    return explain(why, "not a hash of this test"), PORTICO_INVALID;
}

std::uint64_t cost(void*, portico_str hash) { return view(hash).starts_with(scheme) ? hash.len : 0; }

} // namespace

TestHost::TestHost()
    : stateDirectory_(state_.path().string()),
      passwords_{sizeof(portico_passwords), 0, this, hash, verify, acceptable, cost},
      c_{sizeof(portico_host),
         PORTICO_ABI_MAJOR,
         PORTICO_ABI_MINOR,
         0,
         this,
         log,
         setting,
         capability,
         service,
         [](const portico_host* host) { return of(host).milliseconds; },
         [](const portico_host* host) { return str(of(host).stateDirectory_); },
         [](const portico_host* host) { return str(of(host).pageDirectories); },
         [](const portico_host* host) { return str(of(host).defaultAccess); },
         PORTICO_PURPOSE_SERVE,
         settingValue,
         {}} {}

void TestHost::log(const portico_host* host, std::int32_t level, portico_str line) {
    const std::lock_guard lock(of(host).mutex_);
    of(host).logged_.emplace_back(level, view(line));
}

portico_status TestHost::setting(const portico_host* host, portico_str name, portico_str* value) {
    const auto& all = of(host).settings;
    const auto found = all.find(view(name));
    if (found == all.end()) return PORTICO_NOT_FOUND;
    *value = str(found->second);
    return PORTICO_OK;
}

portico_status TestHost::settingValue(const portico_host* host, portico_str name, portico_value* value) {
    TestHost& self = of(host);
    const auto found = self.values.find(view(name));
    if (found == self.values.end()) return PORTICO_NOT_FOUND;
    const std::lock_guard lock(self.mutex_);
    *value = *self.borrowed_.emplace_back(found->second).get();
    return PORTICO_OK;
}

portico_status TestHost::capability(const portico_host* host, const char* id, portico_provider* provider) {
    const auto& all = of(host).capabilities;
    const auto found = all.find(std::string_view(id));
    if (found == all.end()) return PORTICO_NOT_FOUND;
    *provider = found->second;
    return PORTICO_OK;
}

const void* TestHost::service(const portico_host* host, const char* id) {
    const TestHost& self = of(host);
    if (std::string_view(id) == PORTICO_STATE) return self.values_.table();
    if (std::string_view(id) == PORTICO_METRICS) return self.metrics_.table();
    if (std::string_view(id) == PORTICO_TASKS) return self.tasks_.table();
    if (std::string_view(id) != PORTICO_PASSWORDS) return nullptr;
    return self.passwords != nullptr ? self.passwords : &self.passwords_;
}

std::vector<std::pair<int, std::string>> TestHost::logged() const {
    const std::lock_guard lock(mutex_);
    return logged_;
}

bool TestHost::hasLogged(std::string_view part) const {
    for (const auto& [level, line] : logged())
        if (line.find(part) != std::string::npos) return true;
    return false;
}

} // namespace portico::test
