// SPDX-License-Identifier: Apache-2.0
// A media type with parameters (RFC 9110 section 8.3.1): of Content-Type, and as a range of Accept. Views into the header; knows no
// type but the one of forms.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace portico::http::syntax {

struct MediaType {
    struct Parameter {
        std::string_view name, value; // a quoted value without its quotes
    };
    static constexpr std::size_t mostParameters = 8; // none in use has more than three

    std::string_view type, subtype;
    std::array<Parameter, mostParameters> parameters{};
    std::size_t parameterCount = 0;

    // `name` as "text/html"; in any case of letters, without a look at the parameters.
    bool is(std::string_view name) const noexcept;
    std::optional<std::string_view> parameter(std::string_view name) const noexcept;
};

// Nothing if it is malformed, names a parameter twice, or has too many.
std::optional<MediaType> parseMediaType(std::string_view text) noexcept;

// Is a body with this Content-Type a form that parseForm reads? Not with another charset than UTF-8.
bool isUrlencodedForm(std::string_view contentType) noexcept;

} // namespace portico::http::syntax
