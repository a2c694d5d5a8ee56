// SPDX-License-Identifier: Apache-2.0
#include "accounts.h"

#include "canonical_name.h"

#include <array>
#include <portico/user_rules.hpp>
#include <sodium.h>

namespace users_file {

namespace {

// The file does not store an id, so it is derived from the name: 128 bits of its SHA-256.
std::string userId(std::string_view name) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(name.data()), name.size());
    std::array<char, 2 * 16 + 1> text{};
    return sodium_bin2hex(text.data(), text.size(), digest.data(), 16);
}

std::string_view cut(std::string_view& text, char separator) {
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(part.size() == text.size() ? part.size() : part.size() + 1);
    return part;
}

// As in /etc/shadow, '!' before a hash locks the account; "!" or "*" alone is an account without a password.
bool isLocked(std::string_view hash) { return hash.starts_with('!') || hash == "*"; }

class Reader {
public:
    explicit Reader(const HashPolicy& judge) : judge_(judge) {}

    void line(std::size_t number, std::string_view text) {
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (text.empty() || text.front() == '#') return;
        if (std::string fault = account(text); !fault.empty()) accounts_.faults.push_back({number, std::move(fault)});
    }
    Accounts done() && { return std::move(accounts_); }

private:
    // What is wrong with the line; empty if nothing is.
    std::string account(std::string_view text) {
        if (text.find(':') == std::string_view::npos) return "has no colon: a line is name:hash or name:hash:role,role";
        const std::string_view typed = cut(text, ':');
        const std::string_view hash = cut(text, ':');
        const auto name = portico::nameIn(typed);
        const auto roles = portico::rolesIn(text, ',');
        const auto canonical = canonicalName(typed);
        if (!name || !canonical) return "has a name that is empty, too long or contains invisible characters";
        if (!roles) return "has a role with characters other than a-z, 0-9 and '-'";
        const bool locked = isLocked(hash);
        if (!locked)
            if (std::string refusal = judge_.refusal(hash); !refusal.empty())
                return "has a hash that is refused: " + refusal;
        portico::User user{userId(*canonical), *name, *roles, locked};
        return add(*canonical, {std::move(user), locked ? std::string() : std::string(hash)});
    }

    // As in htpasswd, the first line of a name counts: an appended line cannot take over an account.
    std::string add(const std::string& canonical, Account account) {
        const std::string id = account.user.id;
        const std::uint64_t cost = account.hash.empty() ? 0 : judge_.cost(account.hash);
        const auto [at, added] = accounts_.byName.emplace(canonical, std::move(account));
        if (!added) return "names the same user as an earlier line";
        accounts_.nameOfId.emplace(id, canonical);
        if (cost > dearestCost_) {
            dearestCost_ = cost;
            accounts_.costliest = at->second.hash;
        }
        return {};
    }

    const HashPolicy& judge_;
    Accounts accounts_;
    std::uint64_t dearestCost_ = 0;
};

} // namespace

// Some editors write a byte order mark at the start of a file; it is not part of the first name.
Accounts readAccounts(std::string_view text, const HashPolicy& judge) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    Reader reader(judge);
    for (std::size_t number = 1; !text.empty(); ++number) reader.line(number, cut(text, '\n'));
    return std::move(reader).done();
}

} // namespace users_file
