// SPDX-License-Identifier: Apache-2.0
// Writes JSON (RFC 8259), and never anything else: bytes that are not UTF-8 become U+FFFD, infinity and NaN become null, and a
// value in the wrong place throws. Strings escape "<", ">" and "&", so that the text may stand in HTML, and characters that end
// a line for some readers. Not part of <portico/plugin.hpp>.
// Threads: a writer belongs to one thread at a time. Errors: std::logic_error for calls in the wrong order, Error(PORTICO_FAILED)
// for a text longer than the limit. The caller keeps the names of an object's members unique.
//
// Example, a handler that answers [{"id":1,"title":"Emma"}]:
//
//     void list(portico::Exchange& x) {
//         portico::JsonWriter json;
//         json.beginList();
//         json.beginObject().member("id", 1).member("title", "Emma").endObject();
//         json.endList();
//         x.json(json.text());
//     }
#pragma once

#include <portico/utf8.hpp>
#include <portico/value.hpp>

#include <array>
#include <charconv>

namespace portico {

// Appends `text` as a JSON string with its quotes.
inline void appendJsonString(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef", special = "\"\\\n\r\t", letters = "\"\\nrt";
    const auto escape = [&](unsigned code) {
        out += "\\u";
        for (unsigned shift = 16; shift != 0;) out += hex[code >> (shift -= 4) & 15u];
    };
    out += '"';
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        const std::string_view character = text.substr(0, length);
        if (length == 0)
            escape(0xfffd);
        else if (const std::size_t which = special.find(text.front()); which != std::string_view::npos)
            out.append("\\").append(1, letters[which]);
        else if (character == "\xe2\x80\xa8" || character == "\xe2\x80\xa9")
            escape(character.back() == '\xa8' ? 0x2028 : 0x2029);
        else if (hasControl(character) || std::string_view("<>&").find(text.front()) != std::string_view::npos)
            escape(static_cast<unsigned char>(character.back())); // of U+0080 to U+009F, the second byte is the number
        else
            out += character;
        text.remove_prefix(length == 0 ? 1 : length);
    }
    out += '"';
}

class JsonWriter {
public:
    // At most `most` bytes; the memory grows with the text.
    explicit JsonWriter(std::size_t most = std::size_t{16} << 20u) noexcept : most_(most) {}

    JsonWriter& beginObject() { return open('{'); }
    JsonWriter& endObject() { return close('{', '}'); }
    JsonWriter& beginList() { return open('['); }
    JsonWriter& endList() { return close('[', ']'); }

    // The name of the next value, in an object.
    JsonWriter& name(std::string_view name) {
        if (open_.empty() || open_.back() != '{' || hasName_) throw std::logic_error("a JSON name in the wrong place");
        comma();
        appendJsonString(text_, name);
        text_ += ':';
        hasName_ = true;
        return checked();
    }
    template <class T>
    JsonWriter& member(std::string_view itsName, const T& content) {
        return name(itsName).value(content);
    }

    JsonWriter& null() { return raw("null"); }
    JsonWriter& value(bool truth) { return raw(truth ? "true" : "false"); }
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    JsonWriter& value(std::string_view text) {
        place();
        appendJsonString(text_, text);
        return checked();
    }
    template <class Number, std::enable_if_t<std::is_arithmetic_v<Number>, int> = 0>
    JsonWriter& value(Number number) {
        if constexpr (std::is_floating_point_v<Number>)
            if (!std::isfinite(number)) return null();
        std::array<char, 64> digits;
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        return raw(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
    }
    // A whole tree.
    JsonWriter& value(const Value& tree) {
        std::visit([this](const auto& data) { write(data); }, tree.data());
        return *this;
    }

    // The text, once it is complete.
    const std::string& text() const {
        if (!isComplete_) throw std::logic_error("the JSON text is not complete");
        return text_;
    }

private:
    void write(std::monostate) { null(); }
    void write(const Value::List& items) {
        beginList();
        for (const Value& item : items) value(item);
        endList();
    }
    void write(const Value::Map& members) {
        beginObject();
        for (const Member& each : members) member(each.key, each.value);
        endObject();
    }
    template <class T>
    void write(const T& scalar) {
        value(scalar);
    }

    JsonWriter& open(char bracket) {
        place();
        text_ += bracket;
        open_ += bracket;
        isComplete_ = false;
        return checked();
    }
    JsonWriter& close(char opened, char bracket) {
        if (open_.empty() || open_.back() != opened || hasName_)
            throw std::logic_error("a JSON bracket in the wrong place");
        open_.pop_back();
        text_ += bracket;
        isComplete_ = open_.empty();
        return checked();
    }
    JsonWriter& raw(std::string_view json) {
        place();
        text_ += json;
        return checked();
    }
    // Before each value.
    void place() {
        const bool isInObject = !open_.empty() && open_.back() == '{';
        if (isComplete_ || isInObject != hasName_) throw std::logic_error("a JSON value in the wrong place");
        if (!hasName_) comma();
        hasName_ = false;
        isComplete_ = open_.empty();
    }
    void comma() {
        if (!text_.empty() && text_.back() != '{' && text_.back() != '[') text_ += ',';
    }
    JsonWriter& checked() {
        if (text_.size() > most_)
            throw Error(PORTICO_FAILED, "a JSON text is longer than " + std::to_string(most_) + " bytes");
        return *this;
    }

    std::string text_;
    std::string open_; // brackets
    std::size_t most_;
    bool hasName_ = false, isComplete_ = false;
};

// The text of a tree.
inline std::string jsonText(const Value& tree) {
    JsonWriter json;
    return json.value(tree).text();
}

} // namespace portico
