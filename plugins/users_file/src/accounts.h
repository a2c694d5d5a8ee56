// SPDX-License-Identifier: Apache-2.0
// Parses the text of a password file: one account per line, name:hash or name:hash:role,role. Pure: no file, no clock, no host. A
// bad line is reported as a fault with its number and is otherwise ignored.
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
    std::string what; // never contains any part of a hash
};

struct Accounts {
    std::map<std::string, Account, std::less<>> byName; // canonical names in NFC
    std::map<std::string, std::string, std::less<>> nameOfId;
    std::string costliest; // hash of all accounts; empty if there are none
    std::vector<Fault> faults;
};

// The host's checks of hashes.
struct HashPolicy {
    std::function<std::string(std::string_view)> refusal; // why the hash is refused; empty if it is accepted
    std::function<std::uint64_t(std::string_view)> cost;
};

Accounts readAccounts(std::string_view text, const HashPolicy& judge);

} // namespace users_file
