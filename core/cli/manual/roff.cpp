// SPDX-License-Identifier: Apache-2.0
// Writes the man(7) requests that the manual pages use.
#include "cli/manual/roff.h"

namespace portico::cli {

namespace {

// A dot or a quote at the beginning of a line would be a request, so \& is written before it.
std::string escaped(std::string_view raw, bool bold) {
    std::string text;
    bool inBold = false;
    for (const char c : raw) {
        const bool begins = text.empty() || text.back() == '\n';
        if (begins && (c == '.' || c == '\'')) text += "\\&";
        if (c == '\\')
            text += "\\e";
        else if (c == '-')
            text += "\\-";
        else if (c == '`' && bold)
            text += (inBold = !inBold) ? "\\fB" : "\\fR";
        else
            text += c;
    }
    return text;
}

std::string capitals(std::string_view name) {
    std::string text;
    for (const char c : name) text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

} // namespace

Roff::Roff(std::string_view name, int section, std::string_view sentence) {
    text_ = ".TH \"" + capitals(name) + "\" " + std::to_string(section) + " \"\" Portico Portico\n.nh\n.ad l\n";
    heading("NAME");
    text_ += escaped(name, false) + " \\- " + escaped(sentence, false) + '\n';
}

Roff& Roff::heading(std::string_view text) {
    text_.append(".SH \"").append(escaped(text, false)).append("\"\n");
    return *this;
}

Roff& Roff::paragraph(std::string_view text) {
    text_.append(".PP\n").append(escaped(text, true)).append("\n");
    return *this;
}

Roff& Roff::item(std::string_view term, std::string_view text) {
    text_.append(".TP\n\\fB").append(escaped(term, false)).append("\\fR\n");
    text_.append(escaped(text, true)).append("\n");
    return *this;
}

Roff& Roff::more(std::string_view text) {
    text_.append(".br\n").append(escaped(text, true)).append("\n");
    return *this;
}

Roff& Roff::example(std::string_view lines) {
    text_.append(".PP\n.nf\n.RS 4\n").append(escaped(lines, false)).append("\n.RE\n.fi\n");
    return *this;
}

} // namespace portico::cli
