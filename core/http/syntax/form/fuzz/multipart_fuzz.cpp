// SPDX-License-Identifier: Apache-2.0
// Any bytes as a multipart body, and as the data of a part: however they are split, the parts are the same, and data survives a
// round trip.
#include "http/syntax/form/multipart.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;
using State = MultipartStep::State;

namespace {

constexpr MultipartLimits limits{4, 16, 16, 128, 4, 64, 4};

void require(bool holds) {
    if (!holds) std::abort();
}

struct Read {
    std::string parts, data; // names and types; all data
    std::size_t begun = 0, over = 0;
    MultipartStep last;
    bool ended = false;
};

void note(const MultipartParser& parser, const MultipartStep& step, Read& all) {
    if (step.state == State::PartBegin) {
        require(all.begun++ == all.over);
        require(parser.disposition().name.size() <= limits.nameBytes && isFieldValue(parser.disposition().name));
        all.parts += parser.disposition().name + "|" + parser.disposition().filename.value_or("") + "|" +
                     parser.contentType() + "\n";
    }
    require((step.state == State::Data) == !step.data.empty() && (step.data.empty() || all.begun == all.over + 1));
    all.data += step.data;
    if (step.state == State::PartEnd) require(all.begun == ++all.over);
    all.last = step;
}

Read read(std::string_view body, std::size_t piece) {
    MultipartParser parser("B", limits);
    Read all;
    std::size_t idle = 0; // calls that consume nothing but return data that was held back
    while (!body.empty() && all.last.state != State::Bad) {
        const MultipartStep step = parser.next(body.substr(0, piece));
        require(step.consumed <= piece && step.consumed <= body.size());
        require((idle = step.consumed == 0 ? idle + 1 : 0) < 2 || step.state == State::Bad);
        body.remove_prefix(step.consumed);
        note(parser, step, all);
    }
    require(all.begun <= limits.parts);
    all.ended = parser.ended();
    require(all.last.state != State::End || all.ended);
    return all;
}

void requireSame(const Read& a, const Read& b) {
    require(a.parts == b.parts && a.data == b.data && a.over == b.over && a.last.status == b.last.status);
    require(a.ended == b.ended);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::string head = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n";
    boundaryOf(text);
    for (const std::string& body : {text, "--B\r\nContent-Disposition: form-data; " + text, head + text}) {
        const Read whole = read(body, body.size() + 1);
        for (const std::size_t piece : {1U, 2U, 5U}) requireSame(whole, read(body, piece));
    }
    if (("\r\n" + text).find("\r\n--B") != std::string::npos) return 0;
    const Read own = read(head + text + "\r\n--B--", 7);
    require(own.ended && own.data == text && own.over == 1);
    return 0;
}
