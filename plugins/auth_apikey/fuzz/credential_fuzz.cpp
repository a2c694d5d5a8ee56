// SPDX-License-Identifier: Apache-2.0
// Fuzzes what is read from a client: the value of Authorization, and the form of a key. Nothing may throw; a key is found only after
// its scheme, and an accepted one has exactly 46 characters of its alphabet.
#include "credential.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto found = auth_apikey::keyInAuthorization(bytes);
    if (found && (found->substr(0, 3) != "pk_" || found->data() < bytes.data() + 7 ||
                  found->data() + found->size() != bytes.data() + size))
        std::abort();
    for (const std::string_view text : {bytes, found.value_or("")})
        if (auth_apikey::isApiKey(text) &&
            (text.size() != 46 || text.find_first_of(std::string_view("\0 ,;\"", 5)) != std::string_view::npos))
            std::abort();
    return 0;
}
