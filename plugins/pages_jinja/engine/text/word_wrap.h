// SPDX-License-Identifier: Apache-2.0
// Breaks one line of text into shorter ones, as Python's textwrap does for Jinja's filter wordwrap.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pages_jinja {

struct WrapOptions {
    std::size_t width;
    bool breakLongWords;
    bool breakOnHyphens;
};

std::vector<std::string> wrapped(std::string_view paragraph, const WrapOptions& options);

} // namespace pages_jinja
