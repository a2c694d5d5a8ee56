// SPDX-License-Identifier: Apache-2.0
// How <portico/page_access.hpp> recognizes a misspelled access comment: by the letters that a reader sees, whatever their code
// points are. Internal; plugins do not use it.
#pragma once

#include <portico/error.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace portico::detail {

inline std::string_view withoutBlanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

inline bool isAccess(std::string_view word) {
    constexpr std::string_view role = "role:";
    if (word.substr(0, role.size()) != role) return word == "public" || word == "user" || word == "internal";
    word.remove_prefix(role.size());
    return !word.empty() && word.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

constexpr char32_t notUtf8 = 0xFFFD;

// Removes and returns the first character. Invalid UTF-8 is removed byte by byte, each as notUtf8.
inline char32_t takeCharacter(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t size = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
    char32_t character = size < 2 ? first : first & (0x7Fu >> size);
    bool good = size != 0 && size <= text.size();
    for (std::size_t i = 1; good && i < size; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        good = (next & 0xC0u) == 0x80;
        character = (character << 6u) | (next & 0x3Fu);
    }
    text.remove_prefix(good ? size : 1);
    return good ? character : notUtf8;
}

constexpr bool isBetween(char32_t c, char32_t first, char32_t last) { return first <= c && c <= last; }

// Combining accents, joiners, direction marks, variation selectors: invisible, or not seen as a letter.
constexpr bool isInvisible(char32_t c) {
    return c == 0xAD || isBetween(c, 0x300, 0x36F) || c == 0x61C || isBetween(c, 0x180B, 0x180F) ||
           isBetween(c, 0x200B, 0x200F) || isBetween(c, 0x202A, 0x202E) || isBetween(c, 0x2060, 0x206F) ||
           isBetween(c, 0x20D0, 0x20F0) || isBetween(c, 0xFE00, 0xFE0F) || c == 0xFEFF ||
           isBetween(c, 0xE0000, 0xE01EF);
}

// The ASCII letter that `c` looks like, among the letters of the access words; '\0' if there is none.
inline char lookAlike(char32_t c) {
    struct Letters {
        char plain;
        std::u32string_view others;
    };
    static constexpr std::array letters{
        Letters{'a', U"ᵃÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟȀȁȂȃȦȧɑªᴀАаӐӑΑαḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ"},
        Letters{'b', U"ℬʙᵇƀƁɓЬьВβΒ"},
        Letters{'c', U"ℂℭᶜÇçĆćĈĉĊċČčƇƈȻȼɕᴄСсҪҫϲϹⅭⅽ¢Ḉḉ"},
        Letters{'e', U"ℯℰⅇᵉÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩɛᴇЕеЁёЀѐεΕ℮ḔḕḖḗḘḙḚḛẸẹẺẻẼẽẾếỀềỂểỄễỆệ"},
        Letters{'i', U"ℐℑℹⅈɪⁱÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐІіЇїΙιӀӏⅠⅰ"},
        Letters{'l', U"ℒℓʟˡĹĺĻļĽľĿŀŁłⅬⅼ"},
        Letters{'n', U"ℕɴⁿÑñŃńŅņŇňŉηΝ"},
        Letters{'o', U"ℴᴏᵒÒÓÔÕÖØòóôõöøŌōŎŏŐőǑǒОоΟοº"},
        Letters{'p', U"ℙ℘ᴘᵖРрΡρƤƥ"},
        Letters{'r', U"ℛℜℝʀʳŔŕŖŗŘř"},
        Letters{'s', U"ˢŚśŜŝŞşŠšȘșſʂꜱЅѕՏṠṡṢṣ"},
        Letters{'t', U"ᴛᵗŢţŤťŦŧТтΤτ"},
        Letters{'u', U"ᴜᵘÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųǓǔυս"},
    };
    for (const Letters& one : letters)
        if (one.others.find(c) != std::u32string_view::npos) return one.plain;
    return '\0';
}

// Punctuation and symbols that somebody might type instead of a colon.
constexpr bool isSign(char32_t c) {
    return c < 0xC0 || c == 0xD7 || c == 0xF7 || isBetween(c, 0x2B0, 0x2FF) || c == 0x37E || c == 0x387 ||
           isBetween(c, 0x55A, 0x55F) || isBetween(c, 0x589, 0x58F) || isBetween(c, 0x5BE, 0x5C6) ||
           isBetween(c, 0x600, 0x61F) || c == 0x66A || c == 0x6D4 || c == 0x964 || c == 0x965 ||
           isBetween(c, 0x2010, 0x2BFF) || isBetween(c, 0x3001, 0x303F) || isBetween(c, 0xA700, 0xA721) ||
           isBetween(c, 0xA788, 0xA78A) || isBetween(c, 0xFE10, 0xFE6F);
}

// A character as a reader sees it: a lowercase ASCII letter or a digit, ' ' between words, ':' for any other sign, '?' for a
// letter that occurs in none of the access words, '\0' for an invisible character.
inline char folded(char32_t c) {
    if (isInvisible(c)) return '\0';
    if (isBetween(c, 0xFF01, 0xFF5E)) c -= 0xFEE0;                          // full width
    if (isBetween(c, 0x1D400, 0x1D6A3)) c = U'a' + (c - 0x1D400) % 26;      // mathematical letters
    if (isBetween(c, 0x24B6, 0x24E9)) c = U'a' + (c - 0x24B6) % 26;         // letters in circles
    if (isBetween(c, 0x249C, 0x24B5)) c = U'a' + (c - 0x249C);              // in parentheses
    if (isBetween(c, 0x1F110, 0x1F129)) c = U'a' + (c - 0x1F110);           // and capitals in them,
    if (isBetween(c, 0x1F130, 0x1F189)) c = U'a' + (c - 0x1F130) % 32 % 26; // in squares
    if (isBetween(c, 0x1F1E6, 0x1F1FF)) c = U'a' + (c - 0x1F1E6);           // as flags are spelled
    if (isBetween(c, U'A', U'Z')) return static_cast<char>(c - U'A' + U'a');
    if (isBetween(c, U'a', U'z') || isBetween(c, U'0', U'9')) return static_cast<char>(c);
    if (std::u32string_view(U"-_'./,").find(c) != std::u32string_view::npos)
        return ' '; // also within words: "end-user"
    if (c <= U' ' || c == 0x7F || c == 0xA0 || c == 0x1680 || isBetween(c, 0x2000, 0x200A) || c == 0x2028 ||
        c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000)
        return ' ';
    if (const char plain = lookAlike(c); plain != '\0') return plain;
    return isSign(c) ? ':' : '?';
}

// A separator of a key and its value.
constexpr bool isColon(char32_t c) {
    for (const char32_t one : U":=;|\uFF1A\uFF1D\uFF1B\u2236\uA789\uFE55\uFE13\u02D0\u02F8\u0589\u05C3\u061B")
        if (one == c && c != U'\0') return true;
    return false;
}

// A text split into words as a reader sees them.
struct Reading {
    std::vector<std::string> words;
    bool isSigned = false; // a sign, not just blanks, separates the first two words

    explicit Reading(std::string_view text) {
        bool inside = false;
        while (!text.empty()) {
            const char c = folded(takeCharacter(text));
            if (c == '\0') continue;
            if (c == ':' && words.size() == 1) sign_ = true;
            if (c == ':' || c == ' ') {
                inside = false;
                continue;
            }
            if (!inside) words.emplace_back();
            inside = true;
            words.back() += c;
        }
        isSigned = sign_ && words.size() > 1;
    }

private:
    bool sign_ = false;
};

// The number of typos: letters that are extra, missing, wrong or swapped with the next one.
inline std::size_t slips(std::string_view word, std::string_view wanted) {
    constexpr std::size_t longest = 12; // longer words are not near to any access word
    if (word.size() > longest) return longest;
    std::array<std::array<std::size_t, longest + 1>, longest + 1> least{};
    for (std::size_t i = 0; i <= word.size(); ++i)
        for (std::size_t j = 0; j <= wanted.size(); ++j) {
            std::size_t& here = least[i][j] = i == 0 ? j : i;
            if (i == 0 || j == 0) continue;
            const std::size_t wrong = word[i - 1] == wanted[j - 1] ? 0 : 1;
            here = std::min({least[i - 1][j] + 1, least[i][j - 1] + 1, least[i - 1][j - 1] + wrong});
            if (i > 1 && j > 1 && word[i - 1] == wanted[j - 2] && word[i - 2] == wanted[j - 1])
                here = std::min(here, least[i - 2][j - 2] + 1);
        }
    return least[word.size()][wanted.size()];
}

inline bool isNear(std::string_view word, std::string_view wanted) { return slips(word, wanted) <= 1; }

constexpr std::array<std::string_view, 4> accessWords{"public", "user", "internal", "role"};

inline bool isNearlyAccess(std::string_view word) {
    return std::any_of(accessWords.begin(), accessWords.end(), [&](auto known) { return isNear(word, known); });
}

// Ordinary words that contain "access".
inline bool isOtherWord(std::string_view word) {
    for (const std::string_view other :
         {"accessible", "accessibly", "accessibility", "inaccessible", "inaccessibility", "accessory", "accessories"})
        if (word == other) return true;
    return false;
}

// True if `letters` begins with "access", possibly with one letter missing.
inline bool beginsWithTheWord(std::string_view letters) {
    for (const std::string_view begin : {"access", "acces", "acess", "accss"})
        if (letters.substr(0, begin.size()) == begin) return true;
    return false;
}

// True if `letters` begins with something near to `wanted` and `rest` accepts what follows.
template <class Rest>
bool beginsNearly(std::string_view letters, std::string_view wanted, const Rest& rest) {
    for (std::size_t size = wanted.size() - 1; size <= std::min(wanted.size() + 1, letters.size()); ++size)
        if (isNear(letters.substr(0, size), wanted) && rest(letters.substr(size))) return true;
    return false;
}

// "accessuser", with at most one typo in each of the two words.
inline bool isKeyAndValue(std::string_view letters) {
    return beginsNearly(letters, "access", [](std::string_view value) {
        return std::any_of(accessWords.begin(), accessWords.end(), [&](std::string_view known) {
            return beginsNearly(value, known, [](std::string_view) { return true; });
        });
    });
}

// "access" as a word, inside another word ("pageaccess"), with a typo, or spaced out ("a c c e s s").
inline bool hasTheWord(const Reading& reading) {
    std::string letters; // from the current word on
    for (std::size_t i = reading.words.size(); i-- > 0;) {
        const std::string& word = reading.words[i];
        letters = (word + letters).substr(0, 16);
        if (isOtherWord(word)) continue;
        if (isNear(word, "access") || word.find("access") != std::string::npos || isKeyAndValue(letters)) return true;
        if (beginsWithTheWord(letters)) return true;
    }
    return false;
}

// Nothing but an access word: "user", "role: admin".
inline bool isBareAccess(const Reading& reading, std::size_t first) {
    if (reading.words.size() == first + 1) return isAccess(reading.words[first]);
    return first == 0 && reading.words.size() == 2 && reading.isSigned && reading.words[0] == "role";
}

// "only for role:admin"
inline bool namesRole(std::string_view comment) {
    const std::size_t at = comment.find("role:");
    return at != std::string_view::npos && isAccess(comment.substr(at, 6));
}

// "guard: users", "roles: admin, editor": only a key of any name, and access words.
inline bool isKeyAndAccess(const Reading& reading) {
    const auto& words = reading.words;
    if (!reading.isSigned || words.size() > 5) return false;
    if (words[1] == "role" || words[1] == "roles") return true;
    if (words.size() <= 4 && (words[0] == "role" || words[0] == "roles")) return true;
    return words.size() == 2 &&
           (isNear(words[1], "user") || isNear(words[1], "public") || isNear(words[1], "internal"));
}

// "Members page. guard: user"
inline bool hasKeyAndAccess(std::string_view comment) {
    for (std::size_t begin = 0; begin <= comment.size();) {
        const std::size_t end = std::min(comment.find_first_of(".;,\n", begin), comment.size());
        if (isKeyAndAccess(Reading(comment.substr(begin, end - begin)))) return true;
        begin = end + 1;
    }
    return isKeyAndAccess(Reading(comment));
}

inline bool mentionsAccess(std::string_view comment) {
    const Reading reading(comment);
    if (reading.words.empty()) return false;
    if (hasTheWord(reading) || isBareAccess(reading, 0) || namesRole(comment)) return true;
    if (reading.words.size() == 1) return false;
    if (slips(reading.words[0], "access") <= 2 && isNearlyAccess(reading.words[1])) return true;
    return hasKeyAndAccess(comment);
}

// "<b>", "</b>": text with HTML elements is meant to be shown.
inline bool hasElement(std::string_view text) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (next == '/' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) return true;
    }
    return false;
}

// A few words that begin with roughly "access" and contain an access word, or have a second word after a sign. Single letters
// at either end may be comment delimiters and are ignored.
inline bool isAccessStatement(std::string_view text) {
    constexpr std::size_t longest = 200;
    if (withoutBlanks(text).size() > longest || hasElement(text)) return false;
    Reading reading(text);
    auto& words = reading.words;
    while (words.size() > 2 && words.back().size() == 1) words.pop_back();
    if (words.size() > 2 && words.front().size() == 1) {
        words.erase(words.begin());
        reading.isSigned = true;
    }
    if (words.empty() || words.size() > 5) return false;
    std::string letters;
    for (const std::string& word : words) letters += word;
    if (isKeyAndValue(letters)) return true;
    if (words.size() == 1 || isOtherWord(words[0])) return false;
    const bool hasWord = std::any_of(words.begin() + 1, words.end(), isNearlyAccess);
    if (isNear(words[0], "access") || beginsWithTheWord(letters))
        return hasWord || (words.size() == 2 && reading.isSigned);
    return words.size() == 2 && hasWord && slips(words[0], "access") <= 2;
}

// "access:" with any text after it and any signs before it.
inline bool beginsAsStatement(std::string_view text) {
    constexpr std::size_t longest = 8;
    std::string letters;
    while (!text.empty() && letters.size() <= longest) {
        const char32_t c = takeCharacter(text);
        if (isColon(c) && !letters.empty()) return isNear(letters, "access");
        if (const char letter = folded(c); letter != '\0' && letter != ' ' && letter != ':') letters += letter;
    }
    return false;
}

// "access: user" somewhere in a longer text.
inline bool hasStatement(std::string_view text) {
    constexpr std::size_t around = 40; // bytes on either side of the colon
    for (std::string_view left = text; !left.empty();) {
        if (!isColon(takeCharacter(left))) continue;
        const std::size_t at = text.size() - left.size();
        const Reading key(text.substr(at - std::min(at, around), std::min(at, around))), value(left.substr(0, around));
        if (!key.words.empty() && !value.words.empty() && isNear(key.words.back(), "access") &&
            isNearlyAccess(value.words.front()))
            return true;
    }
    return false;
}

// A line of text. A line with an HTML element is meant to be shown.
inline bool isAccessLine(std::string_view line) {
    return isAccessStatement(line) || (!hasElement(line) && beginsAsStatement(line));
}

// Browsers do not show HTML comments.
inline bool isAccessHtmlComment(std::string_view inside) {
    return isAccessStatement(inside) || beginsAsStatement(inside) || hasStatement(inside) || namesRole(inside);
}

// True if the line ends inside a "style" or "script" element. `isCode`: the line begins inside one.
inline bool endsInCode(std::string_view line, bool isCode) {
    std::string lower(line);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    std::size_t latest = 0;
    const auto look = [&](const char* tag, bool opens) {
        const std::size_t at = lower.rfind(tag);
        if (at == std::string::npos || at + 1 < latest) return;
        latest = at + 1;
        isCode = opens;
    };
    look("<style", true), look("<script", true), look("</style", false), look("</script", false);
    return isCode;
}

// A variable, section or block called "access".
inline bool isAccessName(std::string_view name) {
    std::string letters;
    for (const std::string& word : Reading(name).words) letters += word;
    return isNear(letters, "access");
}

} // namespace portico::detail
