// SPDX-License-Identifier: Apache-2.0
// Finds the tags of a template as the library does, including changed delimiters; syntax errors are left to the library.
#include "tag_scan.h"

#include <optional>
#include <string>

namespace pages_mustache {

namespace {

constexpr std::string_view blanks = " \t\r\n";

struct Delimiters {
    std::string open = "{{", close = "}}";
};

struct Tag {
    std::size_t begin = 0, end = 0; // with its delimiters
    std::string_view contents;      // without, and without blanks around
};

std::optional<Tag> nextTag(std::string_view source, std::size_t from, const Delimiters& marks) {
    Tag tag;
    tag.begin = source.find(marks.open, from);
    if (tag.begin == std::string_view::npos) return std::nullopt;
    const std::size_t inside = tag.begin + marks.open.size();
    const bool triple = marks.open == "{{" && marks.close == "}}" && source.substr(inside, 1) == "{";
    const std::string_view close = triple ? std::string_view("}}}") : marks.close;
    const std::size_t found = source.find(close, inside + (triple ? 1 : 0));
    if (found == std::string_view::npos) return std::nullopt;
    tag.end = found + close.size();
    tag.contents = source.substr(inside, found - inside);
    const std::size_t first = tag.contents.find_first_not_of(blanks);
    tag.contents.remove_prefix(first == std::string_view::npos ? tag.contents.size() : first);
    return tag;
}

// "=<% %>=" changes the delimiters from here on; if it is malformed, they stay as they are.
void change(Delimiters& marks, std::string_view contents) {
    const std::size_t end = contents.find_last_of('=');
    std::string_view both = contents.substr(1, end == 0 ? 0 : end - 1);
    const std::size_t first = both.find_first_not_of(blanks);
    if (first == std::string_view::npos) return;
    both = both.substr(first, both.find_last_not_of(blanks) + 1 - first);
    const std::size_t gap = both.find(' ');
    if (gap == std::string_view::npos) return;
    marks = {std::string(both.substr(0, gap)), std::string(both.substr(both.find_first_not_of(' ', gap)))};
}

// If the tag is alone on its line, the rest of that line is dropped. `from` is the end of the previous tag.
void dropLine(std::string_view source, std::size_t from, const Tag& tag, std::vector<bool>& dropped) {
    const std::size_t lineBreak = source.substr(from, tag.begin - from).rfind('\n');
    if (lineBreak == std::string_view::npos && from != 0) return; // the previous tag is on the same line
    const std::size_t begin = lineBreak == std::string_view::npos ? 0 : from + lineBreak + 1;
    if (source.substr(begin, tag.begin - begin).find_first_not_of(" \t") != std::string_view::npos) return;
    std::size_t end = source.find_first_not_of(" \t", tag.end);
    if (end == std::string_view::npos) end = source.size();
    if (source.substr(end, 2) == "\r\n") ++end;
    if (end < source.size() && source[end] != '\n') return;
    if (end < source.size()) ++end;
    for (std::size_t at = begin; at < end; ++at)
        if (at < tag.begin || at >= tag.end) dropped[at] = true;
}

} // namespace

TagScan scanTags(std::string_view source) {
    TagScan scan;
    scan.dropped.resize(source.size());
    Delimiters marks;
    std::size_t depth = 0;
    std::size_t from = 0;
    for (auto tag = nextTag(source, 0, marks); tag; tag = nextTag(source, from, marks)) {
        const char kind = tag->contents.empty() ? ' ' : tag->contents.front();
        if (kind == '=') change(marks, tag->contents);
        if (kind == '/' && depth > 0) --depth;
        if ((kind == '#' || kind == '^') && ++depth > scan.depth) {
            scan.depth = depth;
            scan.deepest = tag->begin;
        }
        if (std::string_view("#^/!>=").find(kind) != std::string_view::npos) dropLine(source, from, *tag, scan.dropped);
        from = tag->end;
    }
    return scan;
}

} // namespace pages_mustache
