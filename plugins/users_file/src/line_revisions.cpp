// SPDX-License-Identifier: Apache-2.0
// The host's TTL store contains "DIGEST CHANGES" under the user's id for every line that has changed. Two generations that see
// the same change write the same entry.
#include "line_revisions.h"

#include <array>
#include <charconv>
#include <sodium.h>

namespace users_file {

namespace {

constexpr std::chrono::hours life{400 * 24}; // longer than any session

std::array<unsigned char, crypto_hash_sha256_BYTES> sha256(const std::string& text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return digest;
}

// The content of the line; no field contains a colon.
std::string digestOf(const Account& account) {
    const portico::User& user = account.user;
    const auto digest = sha256(user.name + ':' + account.hash + ':' + user.roles + (user.disabled ? ":!" : ":"));
    std::array<char, 2 * 16 + 1> text{};
    return sodium_bin2hex(text.data(), text.size(), digest.data(), 16);
}

std::int64_t number(const std::string& digest, std::int64_t changes) {
    std::uint64_t value = 0;
    for (int i = 0; const unsigned char byte : sha256(digest + ' ' + std::to_string(changes)))
        if (i++ < 8) value = value << 8U | byte;
    return static_cast<std::int64_t>(value >> 1U | 1U); // never 0, which means "unknown"
}

const Account* find(const Accounts& accounts, const std::string& id) {
    const auto name = accounts.nameOfId.find(id);
    return name == accounts.nameOfId.end() ? nullptr : &accounts.byName.find(name->second)->second;
}

} // namespace

void LineRevisions::stamp(const Accounts* before, Accounts& now) const {
    for (auto& [name, account] : now.byName) {
        const std::string digest = digestOf(account);
        const Account* old = before == nullptr ? nullptr : find(*before, account.user.id);
        const std::string was = before == nullptr ? digest : old == nullptr ? std::string() : digestOf(*old);
        account.user.revision = number(digest, changesOf(account.user.id, was, digest));
    }
    if (before == nullptr) return;
    for (const auto& [id, name] : before->nameOfId)
        if (find(now, id) == nullptr) changesOf(id, digestOf(*find(*before, id)), {});
}

std::optional<LineRevisions::Seen> LineRevisions::seenIn(const std::string& kept) {
    const std::size_t space = kept.find(' ');
    if (space == std::string::npos) return std::nullopt;
    Seen seen{kept.substr(0, space), 0};
    std::from_chars(kept.data() + space + 1, kept.data() + kept.size(), seen.changes);
    return seen;
}

std::int64_t LineRevisions::changesOf(const std::string& id, const std::string& before, const std::string& now) const {
    try {
        for (;;) {
            std::string kept;
            const std::optional<Seen> seen = state_.get(id, kept) ? seenIn(kept) : std::nullopt;
            if (seen ? seen->line == now : before == now) return seen ? seen->changes : 0;
            const std::int64_t changes = seen ? seen->changes + 1 : 1;
            const std::string next = now + ' ' + std::to_string(changes);
            if (kept.empty() ? state_.add(id, next, life) : state_.replace(id, kept, next, life)) return changes;
        }
    } catch (const portico::Error& error) {
        host_.warning(std::string("the change of a user cannot be stored, so a reload ends the user's sessions: ") +
                      error.what());
        return host_.now().count(); // a number that was never used before
    }
}

} // namespace users_file
