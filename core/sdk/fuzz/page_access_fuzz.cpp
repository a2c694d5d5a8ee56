// SPDX-License-Identifier: Apache-2.0
// A correct access comment with typos added has the same access as before, another access, or breaks the page; it never makes the
// page public. Arbitrary bytes are read to the end.
#include "support/access_mutation.h"

#include <portico/page_access.hpp>

namespace {

void mutated(const std::uint8_t* bytes, std::size_t size) {
    portico::fuzz::AccessMutation mutation(bytes, size);
    const std::string comment = mutation.comment();
    try {
        portico::PageAccess access;
        access.read("a note", 1);
        access.read(comment, 2);
        const std::string word = access.word();
        if (word.empty() || word == "public") __builtin_trap();
    } catch (const portico::PageAccessError&) {
    }
}

void anything(std::string_view text) {
    try {
        portico::PageAccess access;
        access.readText(text, 1);
        access.read(text, 1);
        if (const std::string word = access.word(); !word.empty() && !portico::detail::isAccess(word)) __builtin_trap();
    } catch (const portico::PageAccessError& error) {
        if (error.line() == 0) __builtin_trap();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    mutated(bytes, size);
    anything({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
