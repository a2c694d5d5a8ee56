// SPDX-License-Identifier: Apache-2.0
// Decoded text is never longer than encoded text: one buffer of the input's size holds all names and values.
#include "http/syntax/form/form.h"

#include "base/percent.h"
#include "base/utf8.h"

#include <algorithm>

namespace portico::http::syntax {

namespace {

class FormParser {
public:
    FormParser(char* to, const FormLimits& limits) noexcept : to_(to), limits_(limits) {}

    bool parse(std::string_view text) {
        fields_.reserve(
            std::min(static_cast<std::size_t>(std::count(text.begin(), text.end(), '&')) + 1, limits_.fields));
        for (;;) {
            const std::size_t end = text.find('&');
            if (!addField(text.substr(0, end))) return false;
            if (end == std::string_view::npos) return true;
            text.remove_prefix(end + 1);
        }
    }

    std::string_view reason() const noexcept { return reason_; }
    std::vector<NamedValue> takeFields() noexcept { return std::move(fields_); }

private:
    bool refuse(std::string_view reason) noexcept {
        reason_ = reason;
        return false;
    }

    bool addField(std::string_view field) {
        if (field.empty()) return true; // "a=1&&b=2", or no query at all
        if (fields_.size() == limits_.fields) return refuse("more fields than limits.form_fields");
        const std::size_t equals = field.find('=');
        NamedValue decoded;
        if (!decode(field.substr(0, equals), decoded.name)) return false;
        if (equals != std::string_view::npos && !decode(field.substr(equals + 1), decoded.value)) return false;
        if (decoded.name.size() > limits_.nameBytes) return refuse("a field name is too long");
        if (decoded.value.size() > limits_.valueBytes) return refuse("a field value is too long");
        fields_.push_back(decoded);
        return true;
    }

    bool decode(std::string_view raw, std::string_view& decoded) noexcept {
        char* const begin = to_;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            char byte = raw[i] == '+' ? ' ' : raw[i];
            if (byte == '%') {
                const std::optional<char> coded = base::percentByte(raw.substr(i));
                if (!coded) return refuse("a % in a field is not followed by two hexadecimal digits");
                byte = *coded;
                i += 2;
            }
            if (byte == '\0') return refuse("a field contains a NUL");
            *to_++ = byte;
        }
        decoded = {begin, static_cast<std::size_t>(to_ - begin)};
        return base::isUtf8(decoded) || refuse("a field is not UTF-8");
    }

    char* to_;
    const FormLimits& limits_;
    std::vector<NamedValue> fields_;
    std::string_view reason_;
};

} // namespace

std::optional<Form> parseForm(std::string_view text, const FormLimits& limits, std::string_view* reason) {
    auto decoded = std::make_unique_for_overwrite<char[]>(text.size());
    FormParser parser(decoded.get(), limits);
    const bool good = parser.parse(text);
    if (reason != nullptr) *reason = parser.reason();
    if (!good) return std::nullopt;
    return Form(std::move(decoded), parser.takeFields());
}

} // namespace portico::http::syntax
