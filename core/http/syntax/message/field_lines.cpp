// SPDX-License-Identifier: Apache-2.0
// Field lines in pieces.
#include "http/syntax/message/field_lines.h"

namespace portico::http::syntax {

FieldLines::Step FieldLines::next(std::string_view input) {
    if (complete_) line_.clear();
    const std::size_t end = input.find('\n');
    complete_ = end != std::string_view::npos;
    const std::string_view piece = complete_ ? input.substr(0, end + 1) : input;
    if (piece.size() > bytes_) return {State::TooLong};
    bytes_ -= piece.size();
    line_ += piece;
    if (!complete_) return {State::NeedMore, piece.size()};
    if (line_ == "\r\n") return {State::End, piece.size()};
    std::string_view rest = line_;
    const auto field = takeFieldLine(rest);
    if (!field || !rest.empty()) return {State::Malformed};
    if (fields_-- == 0) return {State::TooLong};
    return {State::Field, piece.size(), *field};
}

} // namespace portico::http::syntax
