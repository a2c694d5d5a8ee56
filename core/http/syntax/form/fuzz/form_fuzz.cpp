// SPDX-License-Identifier: Apache-2.0
// Any bytes as a form: the fields respect the limits and survive a round trip.
#include "http/syntax/form/form.h"

#include "base/percent.h"
#include "base/utf8.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace portico::http::syntax;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

bool good(std::string_view text, std::size_t most) {
    return text.size() <= most && portico::base::isUtf8(text) && text.find('\0') == std::string_view::npos;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr FormLimits limits{8, 16, 64};
    std::string_view reason;
    const std::string input(reinterpret_cast<const char*>(data), size);
    const std::optional<Form> form = parseForm(input, limits, &reason);
    require(form.has_value() == reason.empty());
    if (!form) return 0;
    std::string encoded;
    for (const NamedValue& field : form->all()) {
        require(good(field.name, limits.nameBytes) && good(field.value, limits.valueBytes));
        encoded += portico::base::percentEncode(field.name) + "=" + portico::base::percentEncode(field.value) + "&";
    }
    const std::optional<Form> again = parseForm(encoded, limits);
    require(form->all().size() <= limits.fields && again && again->all().size() == form->all().size());
    for (std::size_t i = 0; i < again->all().size(); ++i)
        require(again->all()[i].name == form->all()[i].name && again->all()[i].value == form->all()[i].value);
    return 0;
}
