// SPDX-License-Identifier: Apache-2.0
// Reads JSON strictly (RFC 8259) into a Value: UTF-8 only, no member twice, no unpaired surrogate, nothing after the end, numbers
// that a 64-bit integer or a double can hold. Not part of <portico/plugin.hpp>.
// The limits bound time and memory: a text of `bytes` with `values` occupies about `bytes` + 64 * `values`.
// Threads: pure functions. Errors: bad input throws nothing; the only exception is std::bad_alloc.
//
// Example, a handler that reads {"title": "Emma", "year": 1815}:
//
//     void add(portico::Exchange& x) {
//         std::string fault;
//         const auto book = portico::readJson(x.body(), fault);
//         const portico::Value* title = book ? book->find("title") : nullptr;
//         if (title == nullptr || !title->as<std::string>()) return x.fail(400, "no title: " + fault);
//         x.text("added " + *title->as<std::string>());
//     }
#pragma once

#include <portico/utf8.hpp>
#include <portico/value.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace portico {

struct JsonLimits {
    std::size_t bytes = 1u << 20; // of the text
    std::size_t depth = 16;       // of lists and objects in each other; more than 64 counts as 64
    std::size_t values = 10000;   // in the whole text
};

namespace detail {

class JsonReader {
public:
    JsonReader(std::string_view text, const JsonLimits& limits) noexcept : text_(text), limits_(limits) {}

    std::optional<Value> read() {
        if (text_.size() > limits_.bytes) return fail("it is too long"), std::nullopt;
        at_ = utf8Prefix(text_);
        if (at_ < text_.size()) return fail("this is not UTF-8"), std::nullopt;
        at_ = 0;
        Value value;
        if (!read(value, 0)) return std::nullopt;
        skipSpace();
        if (at_ < text_.size()) return fail("text follows the end of the JSON value"), std::nullopt;
        return value;
    }
    // "line 1, column 9: a value is missing"
    std::string fault() const {
        const std::string_view before = text_.substr(0, at_);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t column = at_ - (before.rfind('\n') + 1) + 1; // npos + 1 is 0
        return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + fault_;
    }

private:
    static constexpr std::size_t deepest = 64; // the functions call each other for each level

    bool fail(const char* why) noexcept { return fault_ = why, false; }
    char front() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; } // a NUL is never part of JSON
    bool isDigit() const noexcept { return front() >= '0' && front() <= '9'; }
    void skipSpace() noexcept { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
    bool take(std::string_view expected) noexcept {
        if (text_.substr(at_, expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }

    bool read(Value& out, std::size_t depth) {
        skipSpace();
        if (++values_ > limits_.values) return fail("it has too many values");
        switch (front()) {
        case '{': return open(depth) && readObject(out, depth + 1);
        case '[': return open(depth) && readList(out, depth + 1);
        case '"': return readText(out);
        case 't': return take("true") ? out = Value(true), true : fail("this is not a value");
        case 'f': return take("false") ? out = Value(false), true : fail("this is not a value");
        case 'n': return take("null") ? out = Value(), true : fail("this is not a value");
        default: return readNumber(out);
        }
    }
    bool open(std::size_t depth) noexcept {
        if (depth >= limits_.depth || depth >= deepest) return fail("it is nested too deeply");
        ++at_;
        skipSpace();
        return true;
    }

    bool readList(Value& out, std::size_t depth) {
        Value::List items;
        if (take("]")) return out = Value(std::move(items)), true;
        do {
            items.emplace_back();
            if (!read(items.back(), depth)) return false;
            skipSpace();
        } while (take(","));
        if (!take("]")) return fail("a comma or ] is missing");
        out = Value(std::move(items));
        return true;
    }
    bool readObject(Value& out, std::size_t depth) {
        Value::Map members;
        if (take("}")) return out = Value(std::move(members)), true;
        do {
            skipSpace();
            if (front() != '"') return fail("a member name is missing, in quotation marks");
            members.emplace_back();
            if (!readString(members.back().key)) return false;
            skipSpace();
            if (!take(":")) return fail("a colon is missing");
            if (!read(members.back().value, depth)) return false;
            skipSpace();
        } while (take(","));
        if (!take("}")) return fail("a comma or } is missing");
        if (hasSameNames(members)) return fail("a member is given twice");
        out = Value(std::move(members));
        return true;
    }
    // Sorted, because a comparison of each with each would let a client with many members occupy a thread.
    static bool hasSameNames(const Value::Map& members) {
        std::vector<std::string_view> names;
        names.reserve(members.size());
        for (const Member& member : members) names.push_back(member.key);
        std::sort(names.begin(), names.end());
        return std::adjacent_find(names.begin(), names.end()) != names.end();
    }

    bool readText(Value& out) {
        std::string text;
        if (!readString(text)) return false;
        out = Value(std::move(text));
        return true;
    }
    bool readString(std::string& out) {
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') return ++at_, true;
            if (static_cast<unsigned char>(c) < 0x20) return fail("a control character is in a string");
            if (c != '\\')
                out += c;
            else if (!readEscape(out))
                return false;
        }
        return fail("a string is not terminated");
    }
    // Begins at the backslash and ends at the last character of the escape sequence.
    bool readEscape(std::string& out) {
        constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        ++at_;
        if (front() == 'u') return readUnicode(out);
        const std::size_t which = letters.find(front());
        if (which == std::string_view::npos) return fail("an invalid escape sequence is in a string");
        out += meant[which];
        return true;
    }
    bool readUnicode(std::string& out) {
        unsigned code = 0, second = 0;
        if (!readHex(code)) return false;
        if (code >= 0xdc00 && code <= 0xdfff) return fail("a surrogate is not paired");
        if (code >= 0xd800 && code <= 0xdbff) {
            ++at_;
            if (!take("\\") || front() != 'u') return fail("a surrogate is not paired");
            if (!readHex(second)) return false;
            if (second < 0xdc00 || second > 0xdfff) return fail("a surrogate is not paired");
            code = 0x10000 + ((code - 0xd800) << 10u) + (second - 0xdc00);
        }
        append(out, code);
        return true;
    }
    bool readHex(unsigned& code) noexcept { // "u12ab"
        const std::string_view digits = text_.substr(at_ + 1, 4);
        const char* end = digits.data() + digits.size();
        const auto read = std::from_chars(digits.data(), end, code, 16);
        if (digits.size() != 4 || read.ec != std::errc() || read.ptr != end)
            return fail("\\u is not followed by four hexadecimal digits");
        at_ += 4;
        return true;
    }
    static void append(std::string& out, unsigned code) {
        const auto put = [&out](unsigned byte) { out += static_cast<char>(byte); };
        if (code < 0x80) return put(code);
        if (code < 0x800) return put(0xc0u | code >> 6u), put(0x80u | (code & 63u));
        if (code < 0x10000)
            put(0xe0u | code >> 12u);
        else
            put(0xf0u | code >> 18u), put(0x80u | (code >> 12u & 63u));
        put(0x80u | (code >> 6u & 63u));
        put(0x80u | (code & 63u));
    }

    bool skipDigits() noexcept {
        if (!isDigit()) return fail("this is not a number");
        while (isDigit()) ++at_;
        return true;
    }
    bool readNumber(Value& out) {
        const std::size_t begin = at_;
        if (at_ == text_.size()) return fail("it ends too early");
        const bool isSigned = take("-");
        if (!isDigit()) return fail(isSigned ? "this is not a number" : "a value is missing");
        if (!take("0") && !skipDigits()) return false;
        if (isDigit()) return fail("this is not a number"); // 01
        bool isWhole = true;
        if (take(".") && (isWhole = false, !skipDigits())) return false;
        if (take("e") || take("E")) {
            isWhole = false;
            if (!take("-")) take("+");
            if (!skipDigits()) return false;
        }
        const std::string_view digits = text_.substr(begin, at_ - begin);
        return isWhole ? convert<std::int64_t>(digits, out) : convert<double>(digits, out);
    }
    template <class Number>
    bool convert(std::string_view digits, Value& out) {
        Number number = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec != std::errc())
            return fail("a number is too large");
        out = Value(number);
        return true;
    }

    std::string_view text_;
    JsonLimits limits_;
    std::size_t at_ = 0, values_ = 0;
    const char* fault_ = "";
};

} // namespace detail

// The tree. Nothing if `text` is not JSON or exceeds a limit; `fault` then says where and why: "line 1, column 9: a value is
// missing". It quotes nothing of the text and may be shown to its sender.
inline std::optional<Value> readJson(std::string_view text, std::string& fault, const JsonLimits& limits = {}) {
    detail::JsonReader reader(text, limits);
    std::optional<Value> value = reader.read();
    fault = value ? std::string() : reader.fault();
    return value;
}

} // namespace portico
