// SPDX-License-Identifier: Apache-2.0
// A multipart/form-data body (RFC 7578, RFC 2046 section 5.1), read as it comes in pieces of any size: the data of a part are given out
// as views and kept nowhere. No nesting, no transfer encodings, and behind a boundary nothing but spaces and the end of its line. Text
// before the first boundary is passed over up to a limit, text behind the line of the last one altogether.
#pragma once

#include "http/syntax/field_lines.h"
#include "http/syntax/form_disposition.h"

namespace portico::http::syntax {

// What stands between the parts of a body with this Content-Type: 1 to 70 bytes that RFC 2046 allows. Nothing if it is none, or not
// multipart/form-data.
std::optional<std::string_view> boundaryOf(std::string_view contentType) noexcept;

struct MultipartLimits {
    std::size_t parts = 100;
    std::size_t nameBytes = 128;      // of a field's name
    std::size_t filenameBytes = 1024; // of a file's name
    std::size_t headBytes = 8192;     // of all header lines of a part, with the empty one
    std::size_t headFields = 8;
    std::size_t preambleBytes = 1024;
    std::size_t paddingBytes = 128; // spaces behind a boundary, which transports of mail put there
};

struct MultipartStep {
    enum class State {
        NeedMore,  // all is consumed
        PartBegin, // disposition() and contentType() are those of the part
        Data,      // `data` of the part, good until the next call; perhaps not all
        PartEnd,
        End, // all parts have come; so with every call from here on, and all is consumed. Or the body ends with ended()
        Bad, // `status` and `reason`; so with every call from here on
    };

    State state = State::NeedMore;
    std::size_t consumed = 0;
    std::string_view data{};
    int status = 0;            // 400: malformed; 413: beyond a limit
    std::string_view reason{}; // for the log
};

class MultipartParser {
public:
    // `boundary` is one that boundaryOf returned.
    MultipartParser(std::string_view boundary, const MultipartLimits& limits);

    // `input` is what came behind what was consumed before.
    MultipartStep next(std::string_view input);

    const FormDisposition& disposition() const noexcept { return disposition_; }
    const std::string& contentType() const noexcept { return contentType_; } // as sent; empty: not said

    // A body that ends before this is true was cut off.
    bool ended() const noexcept { return stage_ == Stage::Closed || stage_ == Stage::End; }

private:
    enum class Stage { Preamble, Delimited, Head, Data, Closed, End, Fault }; // Closed: behind the "--" of the last one
    struct Search {
        std::string_view content; // surely no part of a delimiter
        std::size_t consumed = 0;
        bool found = false; // the delimiter ends here
    };

    void beginLine() noexcept;
    void beginDelimiter() noexcept;
    Search search(std::string_view input) noexcept;
    std::size_t firstCandidate(std::string_view input) const noexcept;
    std::size_t takePreamble(std::string_view input) noexcept;
    void takeDelimitedByte(char byte);
    void takePadding() noexcept;
    void beginPart();
    std::size_t takeHead(std::string_view input);
    void takeField(const Field& field);
    void endHead() noexcept;
    void fail(int status, std::string_view reason) noexcept;

    std::string delimiter_; // "\r\n--boundary"
    MultipartLimits limits_;
    Stage stage_ = Stage::Preamble;
    std::size_t matched_ = 0;  // bytes of the delimiter that were the last of the input
    std::size_t borrowed_ = 0; // of these, what belongs to the line before
    std::size_t preamble_ = 0; // bytes
    std::size_t padding_ = 0;  // bytes
    char delimited_ = 0;       // the first byte of two behind a delimiter
    std::size_t parts_ = 0;
    FieldLines head_;
    bool hasDisposition_ = false, hasContentType_ = false;
    FormDisposition disposition_;
    std::string contentType_;
    int status_ = 0;
    std::string_view reason_;
};

} // namespace portico::http::syntax
