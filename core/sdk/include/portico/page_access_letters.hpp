// SPDX-License-Identifier: Apache-2.0
// Reads text as it looks: the letters that a reader sees, whatever their code points are, and typos. For
// <portico/page_access_words.hpp>. Internal; plugins do not use it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace portico::detail {

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
        Letters{'d', U"ⅅⅆᴅᵈĎďĐđƊɗƉɖԀԁⅮⅾḊḋḌḍḎḏḐḑḒḓ"},
        Letters{'e', U"ℯℰⅇᵉÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩɛᴇЕеЁёЀѐεΕ℮ḔḕḖḗḘḙḚḛẸẹẺẻẼẽẾếỀềỂểỄễỆệ"},
        Letters{'g', U"ℊɡᶢɢᵍĜĝĞğĠġĢģǤǥǦǧǴǵƓɠԌԍḠḡ"},
        Letters{'h', U"ℋℌℍℎℏʜʰĤĥĦħȞȟНнҺһΗḢḣḤḥḦḧḨḩḪḫẖ"},
        Letters{'i', U"ℐℑℹⅈɪⁱÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐІіЇїΙιӀӏⅠⅰ"},
        Letters{'l', U"ℒℓʟˡĹĺĻļĽľĿŀŁłⅬⅼ"},
        Letters{'m', U"ℳᴍᵐМмΜⅯⅿϺϻḾḿṀṁṂṃ"},
        Letters{'n', U"ℕɴⁿÑñŃńŅņŇňŉηΝ"},
        Letters{'o', U"ℴᴏᵒÒÓÔÕÖØòóôõöøŌōŎŏŐőǑǒОоΟοº"},
        Letters{'p', U"ℙ℘ᴘᵖРрΡρƤƥ"},
        Letters{'q', U"Ԛԛɋʠ"},
        Letters{'r', U"ℛℜℝʀʳŔŕŖŗŘř"},
        Letters{'s', U"ˢŚśŜŝŞşŠšȘșſʂꜱЅѕՏṠṡṢṣ"},
        Letters{'t', U"ᴛᵗŢţŤťŦŧТтΤτ"},
        Letters{'u', U"ᴜᵘÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųǓǔυս"},
        Letters{'w', U"ᴡʷŴŵԜԝωɯẀẁẂẃẄẅẆẇẈẉẘ"},
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
    if (std::u32string_view(U"-_'’./,").find(c) != std::u32string_view::npos)
        return ' '; // also within words: "end-user"
    if (c <= U' ' || c == 0x7F || c == 0xA0 || c == 0x1680 || isBetween(c, 0x2000, 0x200A) || c == 0x2028 ||
        c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000)
        return ' ';
    if (c < 0x80) return ':';
    if (const char plain = lookAlike(c); plain != '\0') return plain;
    return isSign(c) ? ':' : '?';
}

// A text split into words as a reader sees them.
struct Reading {
    std::vector<std::string> words;

    explicit Reading(std::string_view text) {
        bool inside = false;
        while (!text.empty()) {
            const char c = folded(takeCharacter(text));
            if (c == '\0') continue;
            if (c == ':' || c == ' ') {
                inside = false;
                continue;
            }
            if (!inside) words.emplace_back();
            inside = true;
            words.back() += c;
        }
    }

    // All words as one.
    std::string letters() const {
        std::string all;
        for (const std::string& word : words) all += word;
        return all;
    }
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

} // namespace portico::detail
