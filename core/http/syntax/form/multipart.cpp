// SPDX-License-Identifier: Apache-2.0
// A multipart/form-data body. No boundary contains a CR, so a delimiter can begin only at a CR, and input that turns out not to
// be one equals the beginning of the delimiter and is returned from there: no byte of the input is stored.
#include "http/syntax/form/multipart.h"

#include "base/byte_set.h"
#include "http/syntax/fields/media_type.h"

#include <utility>

namespace portico::http::syntax {

namespace {

constexpr base::ByteSet boundaryBytes = base::alphanumericBytes.with("'()+_,-./:=? ");
constexpr std::size_t mostBoundaryBytes = 70;

// Data are returned as received, so that an encoded part cannot be supported.
bool isPlainEncoding(std::string_view encoding) noexcept {
    return equalsIgnoreCase(encoding, "binary") || equalsIgnoreCase(encoding, "8bit") ||
           equalsIgnoreCase(encoding, "7bit");
}

// RFC 2388 put several files of a field into one part with nested parts; RFC 7578 section 4.3 deprecates that. A file may be
// multipart.
bool isMultipart(std::string_view contentType) noexcept {
    constexpr std::string_view prefix = "multipart/";
    return equalsIgnoreCase(contentType.substr(0, prefix.size()), prefix);
}

} // namespace

std::optional<std::string_view> boundaryOf(std::string_view contentType) noexcept {
    const auto media = parseMediaType(contentType);
    if (!media || !media->is("multipart/form-data")) return std::nullopt;
    const std::string_view boundary = media->parameter("boundary").value_or("");
    if (boundary.empty() || boundary.size() > mostBoundaryBytes) return std::nullopt;
    if (!boundaryBytes.hasAll(boundary) || boundary.back() == ' ') return std::nullopt;
    return boundary;
}

MultipartParser::MultipartParser(std::string_view boundary, const MultipartLimits& limits)
    : delimiter_("\r\n--" + std::string(boundary)), limits_(limits), head_(limits.headBytes, limits.headFields) {
    beginLine();
}

// The line end of a delimiter may have been consumed before: the first delimiter may begin the body, and after a part without
// data the empty line of its head is the line end. It then counts as matched and must not be returned as data.
void MultipartParser::beginLine() noexcept { matched_ = borrowed_ = 2; }

MultipartStep MultipartParser::next(std::string_view input) {
    using State = MultipartStep::State;
    std::size_t at = 0;
    while (stage_ != Stage::Fault && stage_ != Stage::End) {
        if (at == input.size()) return {State::NeedMore, at};
        if (stage_ == Stage::Delimited || stage_ == Stage::Closed) {
            takeDelimitedByte(input[at++]);
        } else if (stage_ == Stage::Head) {
            at += takeHead(input.substr(at));
            if (stage_ == Stage::Data) return {State::PartBegin, at};
        } else if (stage_ == Stage::Preamble) {
            at += takePreamble(input.substr(at));
        } else {
            const Search found = search(input.substr(at));
            at += found.consumed;
            if (found.found) return beginDelimiter(), MultipartStep{State::PartEnd, at};
            if (!found.content.empty()) return {State::Data, at, found.content};
        }
    }
    if (stage_ == Stage::End) return {State::End, input.size()};
    return {State::Bad, 0, {}, status_, reason_};
}

// Where a delimiter begins, or may begin when more input arrives.
std::size_t MultipartParser::firstCandidate(std::string_view input) const noexcept {
    for (std::size_t at = 0; (at = input.find('\r', at)) != std::string_view::npos; ++at)
        if (std::string_view(delimiter_).starts_with(input.substr(at, delimiter_.size()))) return at;
    return input.size();
}

MultipartParser::Search MultipartParser::search(std::string_view input) noexcept {
    const std::size_t before = matched_ > 0 ? 0 : firstCandidate(input);
    if (before > 0) return {input.substr(0, before), before};
    const std::string_view delimiter = delimiter_;
    const std::string_view expected = delimiter.substr(matched_, input.size());
    if (!input.starts_with(expected)) {
        const std::size_t borrowed = std::exchange(borrowed_, 0);
        return {delimiter.substr(borrowed, std::exchange(matched_, 0) - borrowed), 0};
    }
    matched_ += expected.size();
    const bool found = matched_ == delimiter.size();
    if (found) matched_ = borrowed_ = 0;
    return {{}, expected.size(), found};
}

std::size_t MultipartParser::takePreamble(std::string_view input) noexcept {
    const Search found = search(input);
    preamble_ += found.content.size();
    if (found.found) beginDelimiter();
    if (preamble_ > limits_.preambleBytes) fail(413, "the text before the first boundary is longer than its limit");
    return found.consumed;
}

void MultipartParser::beginDelimiter() noexcept {
    stage_ = Stage::Delimited;
    padding_ = 0;
}

// After a delimiter: "--" if it is the last one, spaces and tabs, and the line end. A longer boundary is a different one, but RFC
// 2046 section 5.1.1 forbids boundaries that begin like this one.
void MultipartParser::takeDelimitedByte(char byte) {
    const char before = std::exchange(delimited_, '\0');
    if (before == '\r' && byte == '\n') return stage_ == Stage::Closed ? void(stage_ = Stage::End) : beginPart();
    if (before == '-' && byte == '-') return void(stage_ = Stage::Closed);
    if (before != '\0') return fail(400, "a boundary is followed by other text on its line");
    if (byte == ' ' || byte == '\t') return takePadding();
    if (byte == '\r' || (byte == '-' && stage_ == Stage::Delimited && padding_ == 0))
        delimited_ = byte;
    else
        fail(400, "a boundary is followed by other text on its line");
}

void MultipartParser::takePadding() noexcept {
    if (++padding_ > limits_.paddingBytes) fail(413, "too many spaces after a boundary");
}

void MultipartParser::beginPart() {
    if (++parts_ > limits_.parts) return fail(413, "too many parts");
    stage_ = Stage::Head;
    head_ = FieldLines(limits_.headBytes, limits_.headFields);
    hasDisposition_ = hasContentType_ = false;
    contentType_.clear();
}

std::size_t MultipartParser::takeHead(std::string_view input) {
    using State = FieldLines::State;
    const FieldLines::Step step = head_.next(input);
    if (step.state == State::Field) takeField(step.field);
    if (step.state == State::End) endHead();
    if (step.state == State::Malformed) fail(400, "a malformed line in a part head");
    if (step.state == State::TooLong) fail(413, "a part head is longer than its limits");
    return step.consumed;
}

void MultipartParser::takeField(const Field& field) {
    if (equalsIgnoreCase(field.name, "Content-Disposition")) {
        auto disposition = parseFormDisposition(field.value);
        if (!disposition || std::exchange(hasDisposition_, true))
            return fail(400, "a part with a malformed or second Content-Disposition");
        disposition_ = std::move(*disposition);
    } else if (equalsIgnoreCase(field.name, "Content-Type")) {
        if (std::exchange(hasContentType_, true)) return fail(400, "a part with two Content-Type fields");
        contentType_ = field.value;
    } else if (equalsIgnoreCase(field.name, "Content-Transfer-Encoding") && !isPlainEncoding(field.value)) {
        fail(400, "a part with a transfer encoding");
    }
}

void MultipartParser::endHead() noexcept {
    if (!hasDisposition_) return fail(400, "a part without Content-Disposition");
    if (disposition_.name.size() > limits_.nameBytes) return fail(413, "a field name is longer than its limit");
    if (disposition_.filename && disposition_.filename->size() > limits_.filenameBytes)
        return fail(413, "a file name is longer than its limit");
    if (!disposition_.filename && isMultipart(contentType_)) return fail(400, "a part with nested parts");
    stage_ = Stage::Data;
    beginLine();
}

void MultipartParser::fail(int status, std::string_view reason) noexcept {
    stage_ = Stage::Fault;
    status_ = status;
    reason_ = reason;
}

} // namespace portico::http::syntax
