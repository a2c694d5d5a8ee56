// SPDX-License-Identifier: Apache-2.0
// Parses the text of a hash from the left: literals, canonical numbers, fields between dollar signs. The readers of the schemes
// use it; it does not know any scheme.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace portico::passwords {

class HashFields {
public:
    explicit HashFields(std::string_view text) : rest_(text) {}

    bool skip(std::string_view literal) {
        if (!rest_.starts_with(literal)) return false;
        rest_.remove_prefix(literal.size());
        return true;
    }

    // A decimal number without sign or leading zero, of at most nine digits.
    std::optional<std::uint32_t> number() {
        const std::size_t digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        if (digits == 0 || digits > 9 || (digits > 1 && rest_.front() == '0')) return std::nullopt;
        std::uint32_t value = 0;
        for (const char digit : rest_.substr(0, digits)) value = value * 10 + static_cast<std::uint32_t>(digit - '0');
        rest_.remove_prefix(digits);
        return value;
    }

    // The text up to the next '$', or the whole rest.
    std::string_view field() {
        const std::size_t end = std::min(rest_.find('$'), rest_.size());
        const std::string_view found = rest_.substr(0, end);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return found;
    }

    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

constexpr std::string_view cryptAlphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// True if `text` contains only characters of `alphabet` and has a permitted length.
inline bool madeOf(std::string_view text, std::string_view alphabet, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most && text.find_first_not_of(alphabet) == std::string_view::npos;
}

} // namespace portico::passwords
