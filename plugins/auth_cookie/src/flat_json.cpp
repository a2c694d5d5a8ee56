// SPDX-License-Identifier: Apache-2.0
// RapidJSON parses and reports each member as it comes, so that a second one of the same name can be refused.
#include "flat_json.h"

#include <algorithm>
#include <charconv>
#include <rapidjson/reader.h>

namespace auth_cookie {

namespace {

// The stack with which RapidJSON 1.1 reads in other ways adds to a null pointer at first, which is undefined.
constexpr unsigned inPlace = rapidjson::kParseInsituFlag;

class FlatHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, FlatHandler> {
public:
    explicit FlatHandler(FlatJson::Members& members) : members_(members) {}

    bool StartObject() { return objects_++ == 0; }
    bool EndObject(rapidjson::SizeType) { return true; }
    bool StartArray() { return false; }
    bool Key(const char* bytes, rapidjson::SizeType size, bool) {
        key_.assign(bytes, size);
        return !members_.contains(key_);
    }
    bool String(const char* bytes, rapidjson::SizeType size, bool) {
        std::string text(bytes, size);
        return text.find('\0') == std::string::npos && keep(std::move(text));
    }
    bool RawNumber(const char* digits, rapidjson::SizeType size, bool) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(digits, digits + size, number);
        const bool isInteger = error == std::errc() && end == digits + size;
        return isInteger ? keep(number) : keep(FlatJson::Other{});
    }
    bool Default() { return keep(FlatJson::Other{}); } // null, true, false

private:
    // False outside of the object.
    bool keep(FlatJson::Value value) { return objects_ == 1 && members_.emplace(key_, std::move(value)).second; }

    FlatJson::Members& members_;
    std::string key_;
    int objects_ = 0;
};

// RapidJSON takes a NUL byte for the end of the text and ignores what follows. Tokens are ASCII.
bool isPrintable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

std::optional<FlatJson> FlatJson::parse(std::string_view text) {
    if (!isPrintable(text)) return std::nullopt;
    FlatJson json;
    FlatHandler handler(json.members_);
    std::string copy(text);
    rapidjson::InsituStringStream stream(copy.data());
    const auto result = rapidjson::Reader().Parse<inPlace | rapidjson::kParseNumbersAsStringsFlag>(stream, handler);
    if (result.IsError()) return std::nullopt;
    return json;
}

std::optional<std::string_view> FlatJson::text(std::string_view name) const {
    const auto found = members_.find(name);
    if (found == members_.end() || !std::holds_alternative<std::string>(found->second)) return std::nullopt;
    return std::get<std::string>(found->second);
}

std::optional<std::int64_t> FlatJson::integer(std::string_view name) const {
    const auto found = members_.find(name);
    if (found == members_.end() || !std::holds_alternative<std::int64_t>(found->second)) return std::nullopt;
    return std::get<std::int64_t>(found->second);
}

} // namespace auth_cookie
