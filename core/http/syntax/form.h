// SPDX-License-Identifier: Apache-2.0
// application/x-www-form-urlencoded (URL standard, section 5), of a query and of a body: "+" and "%XX" decoded once. The two
// are never merged: a link must not be able to fill in a form. Whether a body is such a form, media_type says.
#pragma once

#include "http/syntax/named_values.h"

#include <memory>

namespace portico::http::syntax {

struct FormLimits {
    std::size_t fields = 100;       // more than people fill in; bounds what a lookup costs
    std::size_t nameBytes = 128;    // decoded; names are chosen by the site, not by people
    std::size_t valueBytes = 65536; // decoded; a long text in a text area
};

// Owns the decoded text, so it moves but does not copy.
class Form : public NamedValues {
public:
    Form() = default;

private:
    friend std::optional<Form> parseForm(std::string_view, const FormLimits&, std::string_view*);
    Form(std::unique_ptr<char[]> text, std::vector<NamedValue> fields) noexcept
        : NamedValues(std::move(fields)), text_(std::move(text)) {}

    std::unique_ptr<char[]> text_;
};

// Nothing for a bad "%", a NUL, text that is not UTF-8, or more than the limits; `reason` then gets a sentence for the log.
// The result does not point into `text`.
std::optional<Form> parseForm(std::string_view text, const FormLimits& limits = {}, std::string_view* reason = nullptr);

} // namespace portico::http::syntax
