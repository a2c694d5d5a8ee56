// SPDX-License-Identifier: Apache-2.0
// Tokens that show that a form was made by this site for this session: for browsers that say neither Sec-Fetch-Site nor Origin.
// A token is random bytes and their keyed hash together with the session, so that it need not be stored, is different each
// time, and stays good in every tab for as long as the session lives.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace portico::http {

class Csrf {
public:
    using Key = std::array<unsigned char, 32>;
    explicit Csrf(const Key& key) : key_(key) {}

    std::string token(std::string_view session) const;
    bool valid(std::string_view token, std::string_view session) const;

private:
    Key key_;
};

} // namespace portico::http
