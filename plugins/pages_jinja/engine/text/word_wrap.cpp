// SPDX-License-Identifier: Apache-2.0
// The text is split into chunks, words and the white space between them, which are then arranged in lines.
#include "engine/text/word_wrap.h"

#include "engine/text/unicode.h"

#include <algorithm>
#include <deque>

namespace pages_jinja {

namespace {

using Chunks = std::deque<std::string_view>;

bool isBlank(std::string_view chunk) { return trimmed(chunk).empty(); }

// "well-known" may be broken after its hyphen: two letters before it and one after.
std::size_t hyphenIn(std::string_view word) {
    std::size_t letters = 0;
    for (std::size_t at = 0; at < word.size(); at += widthOfFirst(word.substr(at))) {
        const char32_t c = firstOf(word.substr(at));
        const std::string_view behind = word.substr(at + 1);
        if (c == '-' && letters >= 2 && !behind.empty() && isLetter(firstOf(behind))) {
            const std::string_view next = behind.substr(widthOfFirst(behind));
            if (!next.empty() && (isLetter(firstOf(next)) || next[0] == '-')) return at + 1;
        }
        letters = isLetter(c) ? letters + 1 : 0;
    }
    return 0;
}

void addWord(Chunks& chunks, std::string_view word, bool breakOnHyphens) {
    for (std::size_t at = 0; breakOnHyphens && (at = hyphenIn(word)) != 0;) {
        chunks.push_back(word.substr(0, at));
        word.remove_prefix(at);
    }
    if (!word.empty()) chunks.push_back(word);
}

Chunks chunksOf(std::string_view text, bool breakOnHyphens) {
    Chunks chunks;
    while (!text.empty()) {
        const std::size_t blank = text.size() - trimmedLeft(text).size();
        if (blank != 0) {
            chunks.push_back(text.substr(0, blank));
            text.remove_prefix(blank);
            continue;
        }
        std::size_t end = 0;
        while (end < text.size() && !isSpace(firstOf(text.substr(end)))) end += widthOfFirst(text.substr(end));
        addWord(chunks, text.substr(0, end), breakOnHyphens);
        text.remove_prefix(end);
    }
    return chunks;
}

// The first chunk is longer than a line: takes as much of it as fits, or all of it.
std::string_view takePiece(Chunks& chunks, std::size_t room, const WrapOptions& options) {
    const std::string_view chunk = chunks.front();
    std::string_view piece = cut(chunk, 0, std::min(room, lengthOf(chunk)));
    const std::size_t hyphen = piece.rfind('-');
    const bool atHyphen = options.breakOnHyphens && lengthOf(chunk) > room && hyphen != std::string_view::npos &&
                          hyphen > 0 && piece.substr(0, hyphen).find_first_not_of('-') != std::string_view::npos;
    if (atHyphen) piece = piece.substr(0, hyphen + 1);
    if (piece.size() == chunk.size())
        chunks.pop_front();
    else
        chunks.front().remove_prefix(piece.size());
    return piece;
}

std::vector<std::string_view> takeLine(Chunks& chunks, const WrapOptions& options) {
    std::vector<std::string_view> line;
    std::size_t length = 0;
    while (!chunks.empty() && length + lengthOf(chunks.front()) <= options.width) {
        length += lengthOf(chunks.front());
        line.push_back(chunks.front());
        chunks.pop_front();
    }
    if (!chunks.empty() && lengthOf(chunks.front()) > options.width) {
        if (options.breakLongWords)
            line.push_back(takePiece(chunks, options.width - length, options));
        else if (line.empty()) {
            line.push_back(chunks.front());
            chunks.pop_front();
        }
    }
    return line;
}

} // namespace

std::vector<std::string> wrapped(std::string_view paragraph, const WrapOptions& options) {
    Chunks chunks = chunksOf(paragraph, options.breakOnHyphens);
    std::vector<std::string> lines;
    while (!chunks.empty()) {
        if (!lines.empty() && isBlank(chunks.front())) chunks.pop_front();
        if (chunks.empty()) break;
        std::vector<std::string_view> line = takeLine(chunks, options);
        if (!line.empty() && isBlank(line.back())) line.pop_back();
        if (line.empty()) continue;
        std::string& text = lines.emplace_back();
        for (const std::string_view chunk : line) text += chunk;
    }
    return lines;
}

} // namespace pages_jinja
