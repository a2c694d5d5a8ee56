// SPDX-License-Identifier: Apache-2.0
// Fuzzes the password file and typed names: every account has a valid name, and every name finds its account.
#include "accounts.h"
#include "canonical_name.h"

#include <cstdlib>

using namespace users_file;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const HashPolicy judge{[](std::string_view hash) { return std::string(hash.starts_with('$') ? "" : "no hash"); },
                           [](std::string_view hash) { return hash.size(); }};
    const Accounts accounts = readAccounts(text, judge);
    if (accounts.byName.size() != accounts.nameOfId.size()) std::abort();
    for (const auto& [canonical, account] : accounts.byName) {
        if (canonicalName(account.user.name) != canonical) std::abort();
        if (canonical.find_first_of("\n\r\t:") != std::string::npos || canonical.find('\0') != std::string::npos)
            std::abort();
        if (account.hash.empty() != account.user.disabled) std::abort();
    }
    return 0;
}
