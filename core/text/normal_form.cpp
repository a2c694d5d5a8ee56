// SPDX-License-Identifier: Apache-2.0
// ASCII, the usual case, is already in every normal form and does not need the tables of libunistring.
#include "text/normal_form.h"

#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <uninorm.h>

namespace portico::text {

namespace {

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

std::optional<std::string> normalized(std::string_view text, uninorm_t form) {
    if (isAscii(text)) return std::string(text);
    if (!base::isUtf8(text)) return std::nullopt;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t size = 0;
    const std::unique_ptr<std::uint8_t, decltype(&std::free)> made(
        ::u8_normalize(form, bytes, text.size(), nullptr, &size), &std::free);
    if (!made) throw std::bad_alloc();
    return std::string(reinterpret_cast<const char*>(made.get()), size);
}

} // namespace

std::optional<std::string> nfc(std::string_view text) { return normalized(text, UNINORM_NFC); }
std::optional<std::string> nfd(std::string_view text) { return normalized(text, UNINORM_NFD); }

std::vector<std::string> spellings(std::string_view text) {
    std::vector<std::string> all;
    for (std::optional<std::string> one : {nfc(text), std::optional<std::string>(text), nfd(text)})
        if (one && std::ranges::find(all, *one) == all.end()) all.push_back(*std::move(one));
    return all;
}

} // namespace portico::text
