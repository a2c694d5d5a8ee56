// SPDX-License-Identifier: Apache-2.0
// Typical mistakes in an access comment, selected by the bytes of a fuzzer: other case, width, alphabet, separator and blanks,
// and one typo in the key and one in the value. For the fuzzers of this header and of each template language.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

namespace portico::fuzz {

class AccessMutation {
public:
    AccessMutation(const std::uint8_t* bytes, std::size_t size) : bytes_(bytes), left_(size) {}

    // Mutates the comment "access: WORD"; `word()` is the original word.
    std::string comment() {
        word_ = words[choose(std::size(words))];
        std::string all = blanks();
        all += dressed(slipped("access"));
        all += separator();
        all += choose(2) == 0 ? word_ : dressed(slipped(word_));
        return all += blanks();
    }
    // The correct comment in these delimiters, which may have a typo; or a mutated comment in the correct delimiters.
    std::string marked(const std::string& open, const std::string& close) {
        if (choose(2) == 0) return open + comment() + close;
        const std::string right = " access: " + std::string(words[choose(std::size(words))]) + ' ';
        std::string all = slipped(open) + right;
        return all += slipped(close);
    }

    const std::string& word() const { return word_; }

    // The text with one character added, removed, replaced or swapped, or unchanged.
    std::string slipped(std::string text) {
        const std::size_t at = choose(text.size());
        const char other = static_cast<char>('!' + choose(94));
        switch (choose(5)) {
        case 0: text.insert(at, 1, other); break;
        case 1: text.erase(at, 1); break;
        case 2: text[at] = other; break;
        case 3:
            if (at > 0) std::swap(text[at - 1], text[at]);
            break;
        default: break;
        }
        return text;
    }

private:
    static constexpr std::string_view words[] = {"user", "internal", "role:admin", "role:night-shift"};

    std::size_t choose(std::size_t count) {
        if (left_ == 0) return 0;
        --left_;
        return *bytes_++ % count;
    }

    static std::string fullWidth(char c) {
        const unsigned code = 0xFEE0u + static_cast<unsigned char>(c);
        return {static_cast<char>(0xE0 | (code >> 12u)), static_cast<char>(0x80 | ((code >> 6u) & 0x3Fu)),
                static_cast<char>(0x80 | (code & 0x3Fu))};
    }
    static std::string cyrillic(char c) {
        switch (c) {
        case 'a': return "а";
        case 'c': return "с";
        case 'e': return "е";
        case 's': return "ѕ";
        case 'p': return "р";
        case 'o': return "о";
        default: return {c};
        }
    }
    std::string dressed(const std::string& text) {
        std::string all;
        const std::size_t how = choose(6);
        for (const char c : text) {
            const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            const bool here = choose(4) == 0 || how == 1;
            if (isLetter && here && how <= 2)
                all += static_cast<char>(c ^ 0x20);
            else if (c > ' ' && here && how == 3)
                all += fullWidth(c);
            else if (here && how == 4)
                all += cyrillic(c);
            else if (here && how == 5)
                all.append(1, c).append(choose(2) == 0 ? "\u200b" : "\u0301");
            else
                all += c;
        }
        return all;
    }
    std::string separator() {
        static constexpr std::string_view separators[] = {":",  ": ", " : ", " ",  "=",  " = ", ";", "; ", " -> ",
                                                          "\n", "::", "",    ".",  "：", "∶",   "꞉", "–",  "،",
                                                          ", ", "|",  "(",   "\"", "%",  "\t",  "/", "_",  "\r\n"};
        return std::string(separators[choose(std::size(separators))]);
    }
    std::string blanks() {
        static constexpr std::string_view all[] = {" ",      "",    "\n", "  ",     "\t",    "\r\n",
                                                   "\u00a0", " - ", "@",  "\ufeff", "note. "};
        return std::string(all[choose(std::size(all))]);
    }

    const std::uint8_t* bytes_;
    std::size_t left_;
    std::string word_;
};

} // namespace portico::fuzz
