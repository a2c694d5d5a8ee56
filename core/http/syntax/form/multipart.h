// SPDX-License-Identifier: Apache-2.0
// A multipart/form-data body (RFC 7578, RFC 2046 section 5.1), parsed in pieces of any size: the data of a part are returned as
// views and not stored. No nesting, no transfer encodings, and only spaces between a boundary and its line end. Text before the
// first boundary is skipped up to a limit, and all text after the line of the last one.
#pragma once

#include "http/syntax/form/form_disposition.h"
#include "http/syntax/message/field_lines.h"

namespace portico::http::syntax {

// The boundary in this Content-Type: 1 to 70 bytes that RFC 2046 permits. Nothing if it is invalid or not multipart/form-data.
std::optional<std::string_view> boundaryOf(std::string_view contentType) noexcept;

struct MultipartLimits {
    std::size_t parts = 100;
    std::size_t nameBytes = 128;      // of a field name
    std::size_t filenameBytes = 1024; // of a file name
    std::size_t headBytes = 8192;     // all header lines of a part, including the empty one
    std::size_t headFields = 8;
    std::size_t preambleBytes = 1024;
    std::size_t paddingBytes = 128; // spaces after a boundary, which mail transports add
};

struct MultipartStep {
    enum class State {
        NeedMore,  // all input is consumed
        PartBegin, // disposition() and contentType() describe the new part
        Data,      // `data` of the part, valid until the next call; more may follow
        PartEnd,
        End, // all parts have been returned; further calls return End and consume all input. See also ended()
        Bad, // `status` and `reason`; further calls return the same
    };

    State state = State::NeedMore;
    std::size_t consumed = 0;
    std::string_view data{};
    int status = 0;            // 400: malformed; 413: beyond a limit
    std::string_view reason{}; // for the log
};

class MultipartParser {
public:
    // `boundary` as returned by boundaryOf.
    MultipartParser(std::string_view boundary, const MultipartLimits& limits);

    // `input` begins after the bytes consumed before.
    MultipartStep next(std::string_view input);

    const FormDisposition& disposition() const noexcept { return disposition_; }
    const std::string& contentType() const noexcept { return contentType_; } // as sent; empty if not given

    // A body that ends before this is true was truncated.
    bool ended() const noexcept { return stage_ == Stage::Closed || stage_ == Stage::End; }

private:
    // Closed: after the "--" of the last delimiter.
    enum class Stage { Preamble, Delimited, Head, Data, Closed, End, Fault };
    struct Search {
        std::string_view content; // certainly not part of a delimiter
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
    std::size_t matched_ = 0;  // bytes of the delimiter at the end of the input so far
    std::size_t borrowed_ = 0; // of these, bytes that belong to the line before
    std::size_t preamble_ = 0; // bytes
    std::size_t padding_ = 0;  // bytes
    char delimited_ = 0;       // the first of two bytes after a delimiter
    std::size_t parts_ = 0;
    FieldLines head_;
    bool hasDisposition_ = false, hasContentType_ = false;
    FormDisposition disposition_;
    std::string contentType_;
    int status_ = 0;
    std::string_view reason_;
};

} // namespace portico::http::syntax
