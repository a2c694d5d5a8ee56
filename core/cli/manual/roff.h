// SPDX-License-Identifier: Apache-2.0
// The few requests of man(7) that the manual pages need. Whatever text is given comes out as that text.
#pragma once

#include <string>
#include <string_view>

namespace portico::cli {

class Roff {
public:
    // Date and version stay out: the same source gives the same page.
    Roff(std::string_view name, int section, std::string_view sentence);

    Roff& heading(std::string_view text);
    Roff& paragraph(std::string_view text);                   // `word` becomes bold
    Roff& item(std::string_view term, std::string_view text); // a term in bold, its text indented
    Roff& more(std::string_view text);                        // another line of the last item
    Roff& example(std::string_view lines);                    // as it stands
    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

} // namespace portico::cli
