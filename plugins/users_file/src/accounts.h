// SPDX-License-Identifier: Apache-2.0
// The text of a password file, read: one account a line, name:hash or name:hash:role,role. Pure: no file, no clock, no host.
// A bad line is a fault with its number and makes no account; the other lines count as if it were not there.
#pragma once

#include <portico/user.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace users_file {

struct Account {
    portico::User user;
    std::string hash; // empty if the account is locked
};

struct Fault {
    std::size_t line;
    std::string what; // never a part of a hash
};

struct Accounts {
    std::map<std::string, Account, std::less<>> byName; // canonical, in NFC
    std::map<std::string, std::string, std::less<>> nameOfId;
    std::string costliest; // hash of all, empty without any
    std::vector<Fault> faults;
};

// What the host says of hashes.
struct HashPolicy {
    std::function<std::string(std::string_view)> refusal; // why it may not be used; empty if it may
    std::function<std::uint64_t(std::string_view)> cost;
};

Accounts readAccounts(std::string_view text, const HashPolicy& judge);

} // namespace users_file
