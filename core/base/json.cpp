// SPDX-License-Identifier: Apache-2.0
// RFC 8259, strictly: no comments, no trailing commas, no control characters, UTF-8 only. A fault is reported with its place
// and the text before it, because a manifest is one long line by the time it is read here.
#include "base/json.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace portico::base {

namespace {

constexpr std::size_t deepest = 16; // a manifest has four levels
constexpr std::size_t mostQuoted = 24;

struct Fault {
    std::string why;
};

// The number of bytes of the UTF-8 character at the start of `text`; 0 if there is none. No overlong forms, no surrogates.
std::size_t characterSize(std::string_view text) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned first = at(0);
    if (first < 0x80) return 1;
    const std::size_t size = first >= 0xC2 && first < 0xE0   ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((at(i) & 0xC0u) != 0x80) return 0;
    const unsigned second = at(1);
    const bool isBad = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                       (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
    return isBad ? 0 : size;
}

void appendCharacter(std::string& text, std::uint32_t code) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | (code >> 6));
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0 | (code >> 12));
        tail(6), tail(0);
    } else {
        text += static_cast<char>(0xF0 | (code >> 18));
        tail(12), tail(6), tail(0);
    }
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Json whole() {
        Json json = value(0);
        skipSpace();
        if (at_ < text_.size()) fail("text follows its end");
        return json;
    }

    // "line 1, column 9, after `{"id": `"
    std::string place() const {
        const std::string_view before = text_.substr(0, at_);
        const auto line = 1 + std::ranges::count(before, '\n');
        const std::size_t begin = before.rfind('\n') + 1; // npos + 1 is 0
        std::string text = "line " + std::to_string(line) + ", column " + std::to_string(at_ - begin + 1);
        const std::string_view quoted = before.substr(std::max(begin, at_ - std::min(at_, mostQuoted)));
        return quoted.empty() ? text : text + ", after `" + std::string(quoted) + '`';
    }

private:
    [[noreturn]] static void fail(std::string why) { throw Fault{std::move(why)}; }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void skipSpace() { at_ = std::min(text_.find_first_not_of(" \t\n\r", at_), text_.size()); }

    Json value(std::size_t depth) {
        skipSpace();
        if (at_ == text_.size()) fail("it ends too early");
        if (depth == deepest) fail("it is nested too deeply");
        switch (peek()) {
        case '{': return {object(depth)};
        case '[': return {list(depth)};
        case '"': return {string()};
        default: break;
        }
        if (takeWord("true")) return {true};
        if (takeWord("false")) return {false};
        if (takeWord("null")) return {};
        if (peek() == '-' || (peek() >= '0' && peek() <= '9')) return number();
        fail("a value is missing");
    }

    bool takeWord(std::string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }

    JsonMap object(std::size_t depth) {
        JsonMap map;
        take('{');
        skipSpace();
        if (take('}')) return map;
        do {
            skipSpace();
            if (peek() != '"') fail("a member name is missing, in quotation marks");
            std::string name = string();
            skipSpace();
            if (!take(':')) fail("a colon is missing");
            map.push_back({std::move(name), value(depth + 1)});
            skipSpace();
        } while (take(','));
        if (!take('}')) fail("a comma or } is missing");
        return map;
    }

    JsonList list(std::size_t depth) {
        JsonList list;
        take('[');
        skipSpace();
        if (take(']')) return list;
        do {
            list.push_back(value(depth + 1));
            skipSpace();
        } while (take(','));
        if (!take(']')) fail("a comma or ] is missing");
        return list;
    }

    std::string string() {
        std::string text;
        take('"');
        while (!take('"')) {
            if (at_ == text_.size()) fail("a string is not terminated");
            if (take('\\')) {
                escape(text);
                continue;
            }
            const std::size_t size = characterSize(text_.substr(at_));
            if (size == 0) fail("this is not UTF-8");
            if (static_cast<unsigned char>(peek()) < 0x20) fail("a control character is in a string");
            text.append(text_.substr(at_, size));
            at_ += size;
        }
        return text;
    }

    void escape(std::string& text) {
        constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        if (take('u')) return appendCharacter(text, escapedCharacter());
        const std::size_t which = at_ < text_.size() ? letters.find(text_[at_]) : std::string_view::npos;
        if (which == std::string_view::npos) fail("an invalid escape sequence is in a string");
        text += meant[which];
        ++at_;
    }

    std::uint32_t escapedCharacter() {
        const std::uint32_t first = fourDigits();
        if (first < 0xD800 || first > 0xDFFF) return first;
        const std::uint32_t second = first < 0xDC00 && takeWord("\\u") ? fourDigits() : 0;
        if (second < 0xDC00 || second > 0xDFFF) fail("a surrogate is not paired");
        return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    }

    std::uint32_t fourDigits() {
        std::uint32_t code = 0;
        const std::string_view digits = text_.substr(at_, 4);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (digits.size() < 4 || read.ptr != digits.data() + 4) fail("\\u is not followed by four hexadecimal digits");
        at_ += 4;
        return code;
    }

    std::size_t takeDigits() {
        const std::size_t begin = at_;
        while (peek() >= '0' && peek() <= '9') ++at_;
        return at_ - begin;
    }

    Json number() {
        const std::size_t begin = at_;
        take('-');
        const std::size_t integerAt = at_;
        const std::size_t digits = takeDigits();
        if (digits == 0 || (digits > 1 && text_[integerAt] == '0')) fail("this is not a number");
        const bool isWhole = !fractionOrExponent();
        const std::string_view text = text_.substr(begin, at_ - begin);
        std::int64_t whole = 0;
        double real = 0;
        const char* end = text.data() + text.size();
        if (isWhole && std::from_chars(text.data(), end, whole).ec != std::errc()) fail("a number is too large");
        if (!isWhole && std::from_chars(text.data(), end, real).ec != std::errc()) fail("a number is too large");
        return isWhole ? Json{whole} : Json{real};
    }

    bool fractionOrExponent() {
        const bool hasFraction = take('.');
        if (hasFraction && takeDigits() == 0) fail("this is not a number");
        const bool hasExponent = take('e') || take('E');
        if (hasExponent && !take('-')) take('+');
        if (hasExponent && takeDigits() == 0) fail("this is not a number");
        return hasFraction || hasExponent;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace

std::variant<Json, std::string> parseJson(const std::string& text) {
    Reader reader(text);
    try {
        return reader.whole();
    } catch (const Fault& fault) {
        return reader.place() + ": " + fault.why;
    }
}

} // namespace portico::base
