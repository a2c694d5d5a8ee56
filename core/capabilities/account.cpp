// SPDX-License-Identifier: Apache-2.0
#include "capabilities/account.h"

#include <memory>

namespace portico::capabilities {

Account& Accounts::of(std::string_view plugin, std::string_view hash) {
    const std::lock_guard lock(mutex_);
    for (Account* account = newest(); account != nullptr; account = account->next)
        if (account->plugin == plugin && account->hash == hash) return *account;
    auto made = std::make_unique<Account>(plugin, hash, newest());
    newest_.store(made.get());
    return *made.release(); // in the list now, which the destructor takes down
}

const Account* Accounts::innermost(void* const* frames, int count) const noexcept {
    for (int i = 0; i < count; ++i)
        for (const Account* account = newest(); account != nullptr; account = account->next)
            if (account->contains(reinterpret_cast<std::uintptr_t>(frames[i]))) return account;
    return nullptr;
}

Accounts::~Accounts() {
    for (Account* account = newest(); account != nullptr;) {
        const std::unique_ptr<Account> gone(account);
        account = gone->next;
    }
}

} // namespace portico::capabilities
