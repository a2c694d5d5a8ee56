// SPDX-License-Identifier: Apache-2.0
// Formats an error as editors understand it: file:line: message.
#include "engine/value/template_error.h"

namespace pages_jinja {

namespace {

std::string sentence(std::string_view name, int line, std::string_view message) {
    std::string text(name);
    if (line > 0) text += ":" + std::to_string(line);
    text += ": ";
    text += message;
    return text;
}

} // namespace

TemplateError::TemplateError(ErrorKind kind, std::string_view name, int line, std::string_view message)
    : std::runtime_error(sentence(name, line, message)), kind_(kind), name_(name), line_(line) {}

void fail(const std::string& message) { throw Fault(ErrorKind::Runtime, message); }

void failLimit(const std::string& message) { throw Fault(ErrorKind::Limit, message); }

} // namespace pages_jinja
