// SPDX-License-Identifier: Apache-2.0
// application/x-www-form-urlencoded (URL standard, section 5) in a query or a body: "+" and "%XX" are decoded once. The two are
// never merged, so that a link cannot fill in a form. media_type decides whether a body is such a form.
#pragma once

#include "http/syntax/fields/named_values.h"

#include <memory>

namespace portico::http::syntax {

struct FormLimits {
    std::size_t fields = 100;       // more than people fill in; limits the cost of a lookup
    std::size_t nameBytes = 128;    // decoded; names are chosen by the site, not by visitors
    std::size_t valueBytes = 65536; // decoded; a long text in a text area
};

// Owns the decoded text, so it can be moved but not copied.
class Form : public NamedValues {
public:
    Form() = default;

private:
    friend std::optional<Form> parseForm(std::string_view, const FormLimits&, std::string_view*);
    Form(std::unique_ptr<char[]> text, std::vector<NamedValue> fields) noexcept
        : NamedValues(std::move(fields)), text_(std::move(text)) {}

    std::unique_ptr<char[]> text_;
};

// Nothing for an invalid "%", a NUL, text that is not UTF-8, or a value beyond the limits; `reason` then receives a sentence for
// the log. The result does not point into `text`.
std::optional<Form> parseForm(std::string_view text, const FormLimits& limits = {}, std::string_view* reason = nullptr);

} // namespace portico::http::syntax
