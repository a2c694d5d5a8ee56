// SPDX-License-Identifier: Apache-2.0
// Writes the man(7) requests that the manual pages use. Text is escaped, so that it is printed literally.
#pragma once

#include <string>
#include <string_view>

namespace portico::cli {

class Roff {
public:
    // Without date and version, so that builds are reproducible.
    Roff(std::string_view name, int section, std::string_view sentence);

    Roff& heading(std::string_view text);
    Roff& paragraph(std::string_view text);                   // `word` is printed in bold
    Roff& item(std::string_view term, std::string_view text); // a term in bold, its text indented
    Roff& more(std::string_view text);                        // another line of the last item
    Roff& example(std::string_view lines);                    // printed verbatim
    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

} // namespace portico::cli
