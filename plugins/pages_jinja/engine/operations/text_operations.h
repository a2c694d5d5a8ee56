// SPDX-License-Identifier: Apache-2.0
// Shared by filters and methods of texts. If a text is markup, what is added to it is escaped and the result is markup.
#pragma once

#include "engine/value/rendering.h"

namespace pages_jinja {

// The argument as it is inserted into `text`: escaped if that is markup.
std::string_view intoText(Rendering& rendering, const Value& text, const Value& argument);

// str.replace(); a negative count replaces all.
Value replaced(Rendering& rendering, const Value& text, const Value& old, const Value& with, std::int64_t count);

// separator.join(items): markup if the separator is markup; then the items are escaped.
Value joinedBy(Rendering& rendering, const Value& separator, const Sequence& items);

enum class Side : std::uint8_t { Left, Right, Both };
// str.strip(chars); without chars, or with none, it strips white space.
Value stripped(Rendering& rendering, const Value& text, const Value& characters, Side side);

// str.center(), ljust(), rjust(): align is '^', '<' or '>'.
Value padded(Rendering& rendering, const Value& text, std::int64_t width, char align, std::string_view fill);

// A new text that is markup if `like` is.
inline Value likeText(Rendering& rendering, const Value& like, std::string_view text) {
    return rendering.copy(text, like.isMarkup());
}

} // namespace pages_jinja
