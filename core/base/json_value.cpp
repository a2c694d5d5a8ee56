// SPDX-License-Identifier: Apache-2.0
#include "base/json_value.h"

#include "base/json_string.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace portico::base {

namespace {

template <class T>
const T& required(const Json& json, std::string_view name, std::string_view typeName) {
    const Json* member = json.find(name);
    const T* value = member == nullptr ? nullptr : member->as<T>();
    if (value == nullptr)
        throw std::runtime_error("a JSON object has no \"" + std::string(name) + "\" that is " + std::string(typeName));
    return *value;
}

template <class Number>
std::string numberText(Number number) {
    std::array<char, 32> digits{}; // a double has at most 24 characters
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return {digits.data(), end};
}

struct Writer {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return numberText(number); }
    std::string operator()(double number) const { return numberText(number); }
    std::string operator()(const std::string& text) const { return jsonString(text); }
    std::string operator()(const JsonList& list) const {
        std::string text = "[";
        for (const Json& item : list) text.append(text.size() > 1 ? "," : "").append(jsonText(item));
        return text += ']';
    }
    std::string operator()(const JsonMap& map) const {
        std::string text = "{";
        for (const auto& [name, value] : map)
            text.append(text.size() > 1 ? "," : "").append(jsonString(name)).append(":").append(jsonText(value));
        return text += '}';
    }
};

} // namespace

const Json* Json::find(std::string_view name) const {
    const auto* map = as<JsonMap>();
    if (map == nullptr) return nullptr;
    const auto found = std::ranges::find(*map, name, &JsonMember::name);
    return found == map->end() ? nullptr : &found->value;
}

const std::string& Json::text(std::string_view name) const { return required<std::string>(*this, name, "a string"); }
std::int64_t Json::number(std::string_view name) const { return required<std::int64_t>(*this, name, "an integer"); }
bool Json::truth(std::string_view name) const { return required<bool>(*this, name, "true or false"); }
const JsonList& Json::list(std::string_view name) const { return required<JsonList>(*this, name, "a list"); }

std::vector<std::string> Json::texts(std::string_view name) const {
    std::vector<std::string> texts;
    if (find(name) == nullptr) return texts;
    for (const Json& item : list(name)) {
        const auto* text = item.as<std::string>();
        if (text == nullptr)
            throw std::runtime_error("a JSON list \"" + std::string(name) + "\" contains something other than strings");
        texts.push_back(*text);
    }
    return texts;
}

std::string jsonText(const Json& json) { return std::visit(Writer(), json.value); }

} // namespace portico::base
