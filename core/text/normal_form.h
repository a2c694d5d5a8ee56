// SPDX-License-Identifier: Apache-2.0
// The normal forms of Unicode. The same text can be written in several ways ("é" as one code point, or as "e" followed by an
// accent), and keyboards and systems differ in which one they send. Names and passwords are stored in NFC.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portico::text {

// Returns nothing if the text is not UTF-8.
std::optional<std::string> nfc(std::string_view text);
std::optional<std::string> nfd(std::string_view text);

// The forms in which the text may have been stored, each once: NFC, as it is, NFD. For text that is not UTF-8, only itself.
std::vector<std::string> spellings(std::string_view text);

} // namespace portico::text
