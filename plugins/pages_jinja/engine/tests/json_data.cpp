// SPDX-License-Identifier: Apache-2.0
// RapidJSON parses and reports members in their order.
#include "json_data.h"

#include <rapidjson/reader.h>

#include <charconv>
#include <stdexcept>
#include <vector>

namespace pages_jinja::test {

namespace {

class DataBuilder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, DataBuilder> {
public:
    explicit DataBuilder(Arena& arena) : arena_(arena) {}

    Map* root() const { return root_; }

    bool Null() { return put(Value::none()); }
    bool Bool(bool truth) { return put(Value::boolean(truth)); }
    bool RawNumber(const char* digits, rapidjson::SizeType size, bool) {
        const bool isWhole = std::string_view(digits, size).find_first_of(".eE") == std::string_view::npos;
        std::int64_t whole = 0;
        double real = 0;
        const auto error = isWhole ? std::from_chars(digits, digits + size, whole).ec
                                   : std::from_chars(digits, digits + size, real).ec;
        return error == std::errc() && put(isWhole ? Value::integer(whole) : Value::real(real));
    }
    bool String(const char* bytes, rapidjson::SizeType size, bool) { return put(text(bytes, size)); }
    bool Key(const char* bytes, rapidjson::SizeType size, bool) {
        open_.back().key = text(bytes, size);
        return true;
    }
    bool StartObject() {
        Map* map = arena_.make<Map>(arena_);
        if (root_ == nullptr) root_ = map;
        if (!open_.empty()) put(Value::map(map));
        open_.push_back({map, nullptr, {}});
        return true;
    }
    bool StartArray() {
        auto* items = arena_.make<Sequence>(arena_);
        if (!put(Value::list(items))) return false;
        open_.push_back({nullptr, items, {}});
        return true;
    }
    bool EndObject(rapidjson::SizeType) { return close(); }
    bool EndArray(rapidjson::SizeType) { return close(); }

private:
    struct Open {
        Map* map;
        Sequence* items;
        Value key; // of the next value in the map
    };

    Value text(const char* bytes, rapidjson::SizeType size) { return Value::text(arena_.copy({bytes, size})); }
    bool put(Value value) {
        if (open_.empty()) return false;
        if (open_.back().items != nullptr)
            open_.back().items->items.push_back(value);
        else
            open_.back().map->set(open_.back().key, value);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    Arena& arena_;
    Map* root_ = nullptr;
    std::vector<Open> open_;
};

} // namespace

Map* dataFrom(const std::string& json, Arena& arena) {
    if (json.empty()) return arena.make<Map>(arena);
    DataBuilder builder(arena);
    std::string copy = json;
    rapidjson::InsituStringStream stream(copy.data());
    // In place: the stack with which RapidJSON 1.1 reads in other ways adds to a null pointer at first, which is undefined.
    constexpr unsigned flags = rapidjson::kParseInsituFlag | rapidjson::kParseNumbersAsStringsFlag;
    const auto result = rapidjson::Reader().Parse<flags>(stream, builder);
    if (result.IsError()) throw std::runtime_error("not a JSON object, from byte " + std::to_string(result.Offset()));
    return builder.root();
}

} // namespace pages_jinja::test
