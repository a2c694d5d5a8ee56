// SPDX-License-Identifier: Apache-2.0
// The parts are views of the original text.
#include "engine/operations/text_methods.h"

#include "engine/operations/text_operations.h"
#include "engine/text/unicode.h"

#include <algorithm>
#include <vector>

namespace pages_jinja {

namespace {

using Parts = std::vector<std::string_view>;

Value listOf(Rendering& rendering, const Value& self, const Parts& parts) {
    Sequence* items = rendering.newSequence(parts.size());
    for (const std::string_view part : parts) items->items.push_back(Value::text(part, self.isMarkup()));
    return Value::list(items);
}

Parts splitAt(std::string_view text, std::string_view separator, std::int64_t most) {
    Parts parts;
    std::size_t at = text.find(separator);
    for (; at != std::string_view::npos && most != 0; --most, at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.push_back(text);
    return parts;
}

Parts splitAtFromRight(std::string_view text, std::string_view separator, std::int64_t most) {
    Parts parts;
    std::size_t at = text.rfind(separator);
    for (; at != std::string_view::npos && most != 0; --most, at = text.rfind(separator)) {
        parts.push_back(text.substr(at + separator.size()));
        text = text.substr(0, at);
    }
    parts.push_back(text);
    std::reverse(parts.begin(), parts.end());
    return parts;
}

// The words; after `most` of them, the rest stays in one piece.
Parts splitAtSpace(std::string_view text, std::int64_t most, bool fromRight) {
    Parts words = wordsOf(text);
    const auto count = static_cast<std::int64_t>(words.size());
    if (most < 0 || count <= most) return words;
    const auto pieces = static_cast<std::size_t>(most);
    if (!fromRight) {
        const std::string_view rest(words[pieces].data(),
                                    static_cast<std::size_t>(&text.back() + 1 - words[pieces].data()));
        words.resize(pieces);
        words.push_back(rest);
        return words;
    }
    const std::string_view last = words[words.size() - pieces - 1];
    Parts kept(words.end() - most, words.end());
    kept.insert(kept.begin(), {text.data(), static_cast<std::size_t>(last.data() + last.size() - text.data())});
    return kept;
}

Value split(Rendering& rendering, const Value& self, const Arguments& arguments, bool fromRight) {
    const Bound given("split", arguments, {"sep", "maxsplit"});
    const std::int64_t most = given.integer(1, -1);
    if (!given.has(0) || given[0].is(Type::None))
        return listOf(rendering, self, splitAtSpace(self.text(), most, fromRight));
    const std::string_view separator = given.text(0, {});
    if (separator.empty()) fail("split: the separator is empty");
    return listOf(rendering, self,
                  fromRight ? splitAtFromRight(self.text(), separator, most) : splitAt(self.text(), separator, most));
}

Value partition(Rendering& rendering, const Value& self, const Arguments& arguments, bool fromRight) {
    const Bound given("partition", arguments, {"sep/"}, 1);
    const std::string_view separator = intoText(rendering, self, given[0]);
    if (separator.empty()) fail("partition: the separator is empty");
    const std::string_view text = self.text();
    const auto part = [&](std::string_view piece) { return Value::text(piece, self.isMarkup()); };
    const std::size_t at = fromRight ? text.rfind(separator) : text.find(separator);
    if (at == std::string_view::npos)
        return fromRight ? rendering.tuple({part({}), part({}), part(text)})
                         : rendering.tuple({part(text), part({}), part({})});
    return rendering.tuple({part(text.substr(0, at)), part(separator), part(text.substr(at + separator.size()))});
}

} // namespace

Value splitMethod(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return split(rendering, self, arguments, false);
}

Value rsplitMethod(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return split(rendering, self, arguments, true);
}

Value splitLinesMethod(Rendering& rendering, const Value& self, const Arguments& arguments) {
    const bool keepsEnds = Bound("splitlines", arguments, {"keepends"}).integer(0, 0) != 0;
    return listOf(rendering, self, linesOf(self.text(), keepsEnds));
}

Value partitionMethod(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return partition(rendering, self, arguments, false);
}

Value rpartitionMethod(Rendering& rendering, const Value& self, const Arguments& arguments) {
    return partition(rendering, self, arguments, true);
}

} // namespace pages_jinja
