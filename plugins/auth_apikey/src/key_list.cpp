// SPDX-License-Identifier: Apache-2.0
#include "key_list.h"

#include "credential.h"
#include "date.h"

#include <portico/user_rules.hpp>

#include <algorithm>

namespace auth_apikey {

namespace {

constexpr std::size_t longestWord = 64;

[[noreturn]] void refuse(const std::string& place, const std::string& sentence) {
    throw portico::Error(PORTICO_INVALID, place + ' ' + sentence);
}

bool isMadeOf(std::string_view word, bool (*permitted)(char)) {
    return !word.empty() && word.size() <= longestWord && std::all_of(word.begin(), word.end(), permitted);
}

bool isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// RFC 6749, 3.3.
bool isScopeCharacter(char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; }

std::string idIn(const portico::SettingValue& entry) {
    const auto id = entry.field("id");
    auto text = id.as<std::string>();
    if (!isMadeOf(text, isIdCharacter))
        refuse(id.name(), "must be 1 to 64 characters of a-z, 0-9, \"-\", \"_\" and \".\"");
    return text;
}

Digest digestIn(const portico::SettingValue& entry) {
    const auto field = entry.field("sha256");
    const auto text = field.as<std::string_view>();
    Digest digest{};
    std::size_t length = 0;
    const bool isRead =
        sodium_hex2bin(digest.data(), digest.size(), text.data(), text.size(), nullptr, &length, nullptr) == 0;
    // The text is not shown: it may be the key itself.
    if (!isRead || length != digest.size())
        refuse(field.name(), "must be the SHA-256 digest of the key, 64 hexadecimal digits");
    return digest;
}

std::string userIn(const portico::SettingValue& entry) {
    const auto user = entry.field("user");
    auto name = user.as<std::string>();
    if (name.empty() || name.size() > portico::longestName) refuse(user.name(), "must be the name of a user");
    return name;
}

std::string scopesIn(const portico::SettingValue& entry) {
    const auto scopes = entry.field("scopes");
    std::string all;
    for (const auto& scope : scopes.as<std::vector<std::string>>()) {
        if (!isMadeOf(scope, isScopeCharacter))
            refuse(scopes.name(), "must be words of 1 to 64 ASCII characters without spaces, \" and \\");
        all += (all.empty() ? "" : " ") + scope;
    }
    return all;
}

std::int64_t expiryIn(const portico::SettingValue& entry) {
    const auto expires = entry.field("expires");
    const auto day = expires.as<std::string_view>();
    if (day.empty()) return 0;
    const auto begins = beginningOf(day);
    if (!begins) refuse(expires.name(), "must be a day such as \"2027-01-31\", from which on the key is refused");
    return *begins;
}

} // namespace

Digest digestOf(std::string_view key) {
    Digest digest;
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
    return digest;
}

KeyList::KeyList(const portico::SettingValue& setting) {
    for (const auto& entry : setting.entries()) {
        ApiKey key{idIn(entry), digestIn(entry), userIn(entry), scopesIn(entry), expiryIn(entry)};
        mustBeNew(key, entry.name());
        keys_.push_back(std::move(key));
    }
}

void KeyList::mustBeNew(const ApiKey& key, const std::string& place) const {
    for (const ApiKey& known : keys_) {
        if (known.id == key.id) refuse(place + ".id", "must differ from that of other keys: \"" + key.id + "\"");
        if (known.digest == key.digest)
            refuse(place + ".sha256", "must differ from that of the key \"" + known.id + '"');
    }
}

std::size_t KeyList::find(std::string_view key) const {
    if (!isApiKey(key)) return none;
    const Digest sent = digestOf(key);
    std::size_t found = none;
    for (std::size_t i = 0; i < keys_.size(); ++i)
        if (sodium_memcmp(sent.data(), keys_[i].digest.data(), sent.size()) == 0) found = i;
    return found;
}

} // namespace auth_apikey
