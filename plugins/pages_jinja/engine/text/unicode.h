// SPDX-License-Identifier: Apache-2.0
// Text as code points: Python counts, slices and changes case by characters; the engine's texts are UTF-8. Case and character
// classes come from libunistring. Bytes that are not UTF-8 count as one character each and are passed through.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pages_jinja {

std::size_t lengthOf(std::string_view text);

// Length in bytes of the first character of `text`, which must not be empty.
std::size_t widthOfFirst(std::string_view text);
char32_t firstOf(std::string_view text);
std::string encoded(char32_t code);

// The characters from `from` to before `to`, counted from 0; both within the text.
std::string_view cut(std::string_view text, std::size_t from, std::size_t to);

std::string upperCase(std::string_view text);
std::string lowerCase(std::string_view text);
std::string titleCase(std::string_view text);   // str.title(): each run of letters
std::string capitalized(std::string_view text); // str.capitalize()
std::string swappedCase(std::string_view text);
std::string foldedCase(std::string_view text); // str.casefold()

bool isSpace(char32_t c);
bool isLetter(char32_t c);
bool isDecimal(char32_t c);
bool isDigit(char32_t c);   // also characters such as \u00b2, superscript 2
bool isNumeric(char32_t c); // also characters such as \u00bd, one half
bool isNameStart(char32_t c);
bool isNamePart(char32_t c);
bool isWordCharacter(char32_t c); // letters, digits, _
bool isUpper(char32_t c);
bool isLower(char32_t c);
bool isPrintable(char32_t c);
bool isAllCase(std::string_view text, bool upper); // str.isupper(), str.islower()

// Replaces decimal digits of all scripts and all white space by those of ASCII, as Python does before it parses a number.
std::string withAsciiDigits(std::string_view text);

std::string_view trimmedLeft(std::string_view text);
std::string_view trimmedRight(std::string_view text);
inline std::string_view trimmed(std::string_view text) { return trimmedRight(trimmedLeft(text)); }

// The words between white space.
std::vector<std::string_view> wordsOf(std::string_view text);

// str.splitlines().
std::vector<std::string_view> linesOf(std::string_view text, bool keepEnds = false);

} // namespace pages_jinja
