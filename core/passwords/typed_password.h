// SPDX-License-Identifier: Apache-2.0
// What a person typed, in the spellings in which it may have been hashed: NFC as today, or as some program sent it before.
// Every spelling is usable. Wiped when it goes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portico::passwords {

class TypedPassword {
public:
    explicit TypedPassword(std::string_view typed);
    ~TypedPassword();
    TypedPassword(const TypedPassword&) = delete;
    TypedPassword& operator=(const TypedPassword&) = delete;

    // One or two, NFC first if it is usable; none if this is no password.
    const std::vector<std::string>& spellings() const { return spellings_; }

    // Is there a usable NFC, which a new hash is made of?
    bool isHashable() const { return isHashable_; }

private:
    std::vector<std::string> spellings_;
    bool isHashable_ = false;
};

} // namespace portico::passwords
