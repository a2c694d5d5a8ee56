// SPDX-License-Identifier: Apache-2.0
// The roles of HTML elements, which are not roles of users, for <portico/page_access_statement.hpp>. Internal; plugins do not use
// it.
#pragma once

#include <portico/page_access_words.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace portico::detail {

inline bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

inline bool isRole(std::string_view word) { return endsWith(word, "role") || endsWith(word, "roles"); }

// WAI-ARIA 1.2 without its abstract roles, DPUB-ARIA 1.1 and Graphics-ARIA 1.0.
inline bool isAriaRole(std::string_view word) {
    return isOneOf(
        " alert alertdialog application article banner blockquote button caption cell checkbox code columnheader "
        "combobox complementary contentinfo definition deletion dialog directory document emphasis feed figure form "
        "generic grid gridcell group heading img insertion link list listbox listitem log main marquee math menu "
        "menubar menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation "
        "progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider "
        "spinbutton status strong subscript superscript switch tab table tablist tabpanel term textbox time timer "
        "toolbar tooltip tree treegrid treeitem doc-abstract doc-acknowledgments doc-afterword doc-appendix "
        "doc-backlink doc-biblioentry doc-bibliography doc-biblioref doc-chapter doc-colophon doc-conclusion doc-cover "
        "doc-credit doc-credits doc-dedication doc-endnote doc-endnotes doc-epigraph doc-epilogue doc-errata "
        "doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction doc-noteref "
        "doc-notice doc-pagebreak doc-pagefooter doc-pageheader doc-pagelist doc-part doc-preface doc-prologue "
        "doc-pullquote doc-qna doc-subtitle doc-tip doc-toc graphics-document graphics-object graphics-symbol ",
        word);
}

// Nothing but roles of elements, up to the end of the clause: "navigation" and "main, search", but not "list-admins".
inline bool areAriaRoles(std::string_view after) {
    const std::size_t begin = std::min(after.find_first_not_of(" \t\"'"), after.size());
    std::string text(after.substr(begin, after.find_first_of(".;()[]{}<>|\r\n", begin) - begin));
    for (char& c : text) c = isBetween(static_cast<unsigned char>(c), 'A', 'Z') ? static_cast<char>(c + 32) : c;
    constexpr const char* between = " \t,\"'";
    for (std::size_t at = 0; at < text.size(); at = std::min(text.find_first_not_of(between, at), text.size())) {
        const std::size_t end = std::min(text.find_first_of(between, at), text.size());
        if (!isAriaRole(text.substr(at, end - at))) return false;
        at = end;
    }
    return !text.empty();
}

} // namespace portico::detail
