// SPDX-License-Identifier: Apache-2.0
// Any bytes as the Content-Disposition of a part and within it: names are valid, and a part with a file name in either form is a
// file or malformed. An encoded name survives a round trip.
#include "base/percent.h"
#include "base/utf8.h"
#include "http/syntax/form/extended_value.h"
#include "http/syntax/form/form_disposition.h"

#include <cstdint>
#include <cstdlib>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool isClean(std::string_view text) { return portico::base::isUtf8(text) && !portico::base::hasControl(text); }

std::optional<FormDisposition> parse(const std::string& value) {
    auto all = parseFormDisposition(value);
    require(!all || (isClean(all->name) && isClean(all->filename.value_or(""))));
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    parse(text);
    parse("form-data; " + text);
    for (const auto* key : {"filename=", "filename*=", "filename*0=", "FILENAME*=UTF-8''"}) {
        const auto file = parse(std::string("form-data; name=a; ") + key + text);
        require(!file || file->filename);
    }
    require(parseExtendedValue("UTF-8''" + portico::base::percentEncode(text)).value_or("\n") ==
            (isClean(text) ? text : "\n"));
    return 0;
}
