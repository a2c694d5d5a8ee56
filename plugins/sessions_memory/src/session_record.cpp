// SPDX-License-Identifier: Apache-2.0
// Keys and records of sessions.
#include "session_record.h"

#include <array>
#include <charconv>
#include <sodium.h>

namespace sessions_memory {

std::string sessionKey(std::string_view id) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(id.data()), id.size());
    std::array<char, 44> text{};
    return sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(),
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

namespace {

// Each field is preceded by its length: a user agent may contain any byte.
void put(std::string& record, std::string_view field) {
    record.append(std::to_string(field.size())).append(":").append(field);
}

bool take(std::string_view& record, std::string& field) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(record.data(), record.data() + record.size(), length);
    const auto digits = static_cast<std::size_t>(end - record.data());
    if (error != std::errc() || digits >= record.size() || *end != ':' || length > record.size() - digits - 1)
        return false;
    field = record.substr(digits + 1, length);
    record.remove_prefix(digits + 1 + length);
    return true;
}

bool take(std::string_view& record, std::int64_t& number) {
    std::string text;
    return take(record, text) &&
           std::from_chars(text.data(), text.data() + text.size(), number).ptr == text.data() + text.size();
}

} // namespace

std::string recordOf(const portico::Session& session) {
    std::string record;
    for (const std::string* text : {&session.userId, &session.peer, &session.agent, &session.kind}) put(record, *text);
    for (const std::int64_t number :
         {session.created, session.seen, session.idleSeconds, session.expires, session.revision})
        put(record, std::to_string(number));
    return record;
}

std::optional<portico::Session> sessionOf(std::string_view record) {
    portico::Session session{};
    for (std::string* text : {&session.userId, &session.peer, &session.agent, &session.kind})
        if (!take(record, *text)) return std::nullopt;
    for (std::int64_t* number :
         {&session.created, &session.seen, &session.idleSeconds, &session.expires, &session.revision})
        if (!take(record, *number)) return std::nullopt;
    return session;
}

} // namespace sessions_memory
