// SPDX-License-Identifier: Apache-2.0
// A typed password in the spellings in which it may have been hashed: NFC, as new hashes, or as another program sent it. Every
// spelling is usable. The destructor wipes them.
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

    // One or two spellings, NFC first if it is usable; none if this is not a password.
    const std::vector<std::string>& spellings() const { return spellings_; }

    // True if the NFC form is usable; new hashes are made from it.
    bool isHashable() const { return isHashable_; }

private:
    std::vector<std::string> spellings_;
    bool isHashable_ = false;
};

} // namespace portico::passwords
