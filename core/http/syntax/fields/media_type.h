// SPDX-License-Identifier: Apache-2.0
// A media type with parameters (RFC 9110 section 8.3.1): of Content-Type, or as a range of Accept. Views into the header; knows
// only the type of forms.
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
    static constexpr std::size_t mostParameters = 8; // types in use have at most three

    std::string_view type, subtype;
    std::array<Parameter, mostParameters> parameters{};
    std::size_t parameterCount = 0;

    // `name` such as "text/html"; ignores case and parameters.
    bool is(std::string_view name) const noexcept;
    std::optional<std::string_view> parameter(std::string_view name) const noexcept;
};

// Nothing if it is malformed, has a parameter twice, or has too many.
std::optional<MediaType> parseMediaType(std::string_view text) noexcept;

// True if a body with this Content-Type is a form for parseForm. False with a charset other than UTF-8.
bool isUrlencodedForm(std::string_view contentType) noexcept;

} // namespace portico::http::syntax
