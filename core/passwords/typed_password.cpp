// SPDX-License-Identifier: Apache-2.0
#include "passwords/typed_password.h"

#include "passwords/hasher.h"
#include "text/normal_form.h"

#include <sodium.h>

namespace portico::passwords {

namespace {

void wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }

} // namespace

// Normal forms can be longer than the typed text. A text that is neither NFC nor NFD is tried as it is, all others in both forms:
// more than two spellings would only make wrong passwords more expensive.
TypedPassword::TypedPassword(std::string_view typed) {
    if (!usable(typed)) return;
    spellings_ = text::spellings(typed);
    isHashable_ = usable(spellings_.front()) && text::nfc(typed).has_value();
    std::erase_if(spellings_, [](std::string& spelling) { return !usable(spelling) && (wipe(spelling), true); });
    if (spellings_.size() > 2) {
        wipe(spellings_.back());
        spellings_.resize(2);
    }
}

TypedPassword::~TypedPassword() {
    for (std::string& spelling : spellings_) wipe(spelling);
}

} // namespace portico::passwords
